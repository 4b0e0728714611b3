/**
 * What volunteers type at the door when a citizen says what they came for: sixty phrases as they are
 * said, in the hurry of a morning, written down before the search was tuned. `meant`: the procedures of
 * the sample ward, one of which must be among the first; several where only a question would tell.
 */
export interface Phrase {
  typed: string;
  meant: readonly string[];
}

const LAND = ['bien-dong-dat', 'cap-so-lan-dau', 'cap-doi-so'];

export const PHRASES: readonly Phrase[] = [
  { typed: 'khai sinh', meant: ['khai-sinh'] },
  { typed: 'ks', meant: ['khai-sinh'] },
  { typed: 'lam giay khai sinh cho chau', meant: ['khai-sinh'] },
  { typed: 'khai sinh tre', meant: ['khai-sinh'] },
  { typed: 'mat giay khai sinh', meant: ['khai-sinh-lai', 'trich-luc'] },
  { typed: 'sao khai sinh', meant: ['trich-luc', 'sao-y'] },
  { typed: 'doc than', meant: ['tinh-trang-hon-nhan'] },
  { typed: 'giấy độc thân', meant: ['tinh-trang-hon-nhan'] },
  { typed: 'xac nhan doc than de ket hon', meant: ['tinh-trang-hon-nhan'] },
  { typed: 'ket hon', meant: ['ket-hon'] },
  { typed: 'dkkh', meant: ['ket-hon'] },
  { typed: 'khai tu', meant: ['khai-tu'] },
  { typed: 'giay chung tu', meant: ['khai-tu'] },
  { typed: 'sua ten trong khai sinh', meant: ['cai-chinh'] },
  { typed: 'nhan con', meant: ['nhan-cha-me-con'] },
  { typed: 'cong chung', meant: ['sao-y'] },
  { typed: 'sao y', meant: ['sao-y'] },
  { typed: 'photo dau do', meant: ['sao-y'] },
  { typed: 'so yeu', meant: ['so-yeu-ly-lich'] },
  { typed: 'ho so xin viec', meant: ['so-yeu-ly-lich'] },
  { typed: 'uy quyen', meant: ['chung-thuc-chu-ky'] },
  { typed: 'lam di chuc', meant: ['di-chuc'] },
  { typed: 'ho khau', meant: ['thuong-tru'] },
  { typed: 'nhap khau cho con', meant: ['thuong-tru'] },
  { typed: 'cat khau', meant: ['xoa-thuong-tru'] },
  { typed: 'tam tru nguoi thue tro', meant: ['tam-tru'] },
  { typed: 'ct07', meant: ['xac-nhan-cu-tru'] },
  { typed: 'xin xac nhan', meant: ['xac-nhan-cu-tru'] },
  { typed: 'chung minh thu', meant: ['can-cuoc'] },
  { typed: 'cccd', meant: ['can-cuoc'] },
  { typed: 'mat can cuoc lam lai the', meant: ['can-cuoc'] },
  { typed: 'dinh danh', meant: ['vneid-muc-2'] },
  { typed: 'quen mat khau', meant: ['mat-khau-vneid'] },
  { typed: 'ma otp', meant: ['mat-khau-vneid'] },
  { typed: 'nvqs', meant: ['nghia-vu-quan-su'] },
  { typed: 'hanh kiem', meant: ['ly-lich-tu-phap'] },
  { typed: 'tien an', meant: ['ly-lich-tu-phap'] },
  { typed: 'so do', meant: LAND },
  { typed: 'so hong', meant: LAND },
  { typed: 'sang ten so do', meant: ['bien-dong-dat'] },
  { typed: 'len tho cu', meant: ['chuyen-muc-dich'] },
  { typed: 'tach so cho con', meant: ['tach-thua'] },
  { typed: 'xin phep xay nha', meant: ['giay-phep-xay-dung'] },
  { typed: 'giay phep kinh doanh', meant: ['ho-kinh-doanh'] },
  { typed: 'mo quan an', meant: ['ho-kinh-doanh'] },
  { typed: 'nghi ban', meant: ['tam-ngung-hkd'] },
  { typed: 'thue khoan', meant: ['thue-hkd'] },
  { typed: 'tien gia', meant: ['huu-tri-xa-hoi'] },
  { typed: 'tien nguoi gia 75 tuoi', meant: ['huu-tri-xa-hoi'] },
  { typed: 'mai tang phi', meant: ['mai-tang'] },
  { typed: 'ho ngheo', meant: ['ho-ngheo'] },
  { typed: 'liet si', meant: ['nguoi-co-cong'] },
  { typed: 'the bao hiem', meant: ['bhyt'] },
  { typed: 'rut bao hiem', meant: ['bhxh'] },
  { typed: 'lay giay hen', meant: ['nhan-ket-qua'] },
  { typed: 'lay ket qua', meant: ['nhan-ket-qua'] },
  { typed: 'nop online', meant: ['nop-truc-tuyen'] },
  { typed: 'doi bang lai xe', meant: ['doi-bang-lai'] },
  { typed: 'xin hoc lop 1', meant: ['tuyen-sinh'] },
  { typed: 'khieu nai hang xom', meant: ['phan-anh'] },
];
