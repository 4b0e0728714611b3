/** Papers that were missing: a short code remembers the case, so that nobody asks again. */
/** `POST …/papers` */
export interface PapersBody {
  /** Id of the procedure. */
  procedure: string;
  /** Which of its cases, from 0. */
  case: number;
  /** Which of that case's documents are missing, from 0. */
  missing: number[];
}
export interface Papers extends PapersBody {
  /** Four letters, such as `KMRT`; never a word, never a ticket's number. */
  code: string;
  /** Site time, ms. */
  at: number;
}
/** Consonants that are heard apart; without vowels no word comes out. */
export const PAPERS_LETTERS = 'CDGHKLMNPRTVX';
export const PAPERS_CODE = new RegExp(`^[${PAPERS_LETTERS}]{4}$`);
/** People come back within days; after this nobody does. */
export const PAPERS_DAYS = 60;
