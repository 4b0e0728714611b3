/**
 * The words of the two commands, which run before anything is installed and so before the locales can
 * be read: Vietnamese first, English below.
 */
const WORDS = {
  nodeOld: [
    'Máy đang dùng Node.js {found}. Cần Node.js 20.19 trở lên: hãy cài từ https://nodejs.org rồi gõ lại lệnh này.',
    'This machine has Node.js {found}. Node.js 20.19 or newer is needed: install it from https://nodejs.org, then type this command again.',
  ],
  plan: ['Sẽ làm những việc sau:', 'What will be done:'],
  nothing: ['Máy đã có đủ mọi thứ.', 'Everything is there already.'],
  redis: ['Cài Redis (nơi giữ số thứ tự)', 'Install Redis (it keeps the numbers)'],
  chromium: ['Cài Chromium (để kiểm tra màn hình)', 'Install Chromium (to check the screens)'],
  compiler: ['Cài trình biên dịch C (để thử các sự cố)', 'Install a C compiler (to try faults)'],
  sound: [
    'Cài ffmpeg và lame (để thử ghi giọng và đo tiếng loa)',
    'Install ffmpeg and lame (to try recordings and measure what is heard)',
  ],
  screen: [
    'Cài màn hình X ảo (để thử tivi sảnh)',
    'Install a virtual X screen (to try the television)',
  ],
  cable: [
    'Cài iproute2 (để thử hai máy nối bằng một sợi cáp)',
    'Install iproute2 (to try two machines on one cable)',
  ],
  units: [
    'Cài systemd (để kiểm tra các tệp dịch vụ)',
    'Install systemd (to check the service files)',
  ],
  packages: ['Cài các gói npm', 'Install the npm packages'],
  build: ['Dựng phần mềm', 'Build the product'],
  start: ['Chạy Một Cửa', 'Start Một Cửa'],
  byHand: [
    'Máy không cho tự cài. Xin gõ dòng này rồi chạy lại:',
    'This cannot be installed from here. Please type this line, then run the command again:',
  ],
  noManager: [
    'Không tìm thấy trình cài đặt phần mềm của máy. Xin cài thứ này rồi chạy lại: {what}.',
    'No package manager was found. Please install this, then run the command again: {what}.',
  ],
  failed: ['Không làm được: {command}', 'This failed: {command}'],
  starting: ['Đang khởi động…', 'Starting…'],
  running: ['Một Cửa đã chạy sẵn ở đây:', 'Một Cửa is running here already:'],
  ready: ['Một Cửa đã sẵn sàng. Hãy mở:', 'Một Cửa is ready. Open:'],
  page: ['Trang đầu', 'Start'],
  door: ['Cửa đón', 'Door'],
  desk: ['Bàn làm việc', 'Desk'],
  hall: ['Màn hình sảnh', 'Hall'],
  lan: ['Từ máy khác trong mạng', 'From other machines in the network'],
  setUp: [
    'Dùng thật cho phường mình (đường dẫn dùng một lần, chỉ mở trên máy này):',
    'Use it for your own ward (one-time link, opens on this machine only):',
  ],
  setUpOver: [
    'Phường đã mở cửa và có người quản trị, nên không còn đường dẫn mở cửa. Quên mật khẩu thì nhờ quản trị khác đặt lại.',
    'The ward is open and has an administrator, so there is no set-up link any more. Whoever forgot a password asks another administrator.',
  ],
  stop: ['Nhấn Ctrl+C để dừng.', 'Press Ctrl+C to stop.'],
  notReady: [
    'Một Cửa chưa sẵn sàng sau 60 giây. Nhật ký ở trên cho biết vì sao.',
    'Một Cửa is not ready after 60 seconds. The log above says why.',
  ],
};

/**
 * A sentence in both languages, Vietnamese above English.
 * @param {keyof typeof WORDS} key
 * @param {Record<string, string>} [data]
 */
export function say(key, data = {}) {
  return WORDS[key].map((text) => fill(text, data)).join('\n');
}

/**
 * A label in both languages on one line.
 * @param {keyof typeof WORDS} key
 */
export function label(key) {
  return WORDS[key].join(' · ');
}

function fill(text, data) {
  return text.replace(/\{(\w+)\}/g, (_, name) => data[name] ?? '');
}
