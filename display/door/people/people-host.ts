/** What the door lends to its parts about people. */
import type { Person } from '../../../server/protocol/people.js';
import type { StaffScreen } from '../../shared/staff-screen.js';
import type { DoorPage } from '../door-state.js';

export interface PeopleHost {
  screen: StaffScreen;
  /** Whoever works here. */
  me: Pick<Person, 'id' | 'role'>;
  /** Id of the site. */
  site: string;
  /** Speed of site time against real time. */
  speed: number;
  /** The page that is open. */
  page(): DoorPage;
}
