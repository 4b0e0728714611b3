/** Making sites and those to practise at. */

/** `training`: a copy to practise at; `trial`: a sample. */
export const SITE_KINDS = ['real', 'trial', 'training'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

/** What a new site begins with: the settings of another one, or those of a usual ward. */
export interface NewSiteBody {
  name: string;
  /** Id of the site whose settings it takes over; `null`: from the library. */
  from: string | null;
}
export interface MadeSiteAnswer {
  site: string;
}
