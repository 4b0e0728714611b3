/** Types of `build-screens.mjs`, for tests that build the screens themselves. */
export interface ScreenFiles {
  script: string;
  style: string;
}
export interface Manifest {
  /** Changes when anything that a screen is made of changes, templates and words included. */
  build: string;
  screens: Record<string, ScreenFiles>;
  fonts: Record<string, string>;
}
export function buildScreens(options: { outDir: string }): Promise<Manifest>;
