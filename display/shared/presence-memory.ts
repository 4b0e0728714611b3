/**
 * What the pages of one browser know of each other: who is in, and whose screen was locked while the
 * server could not be told, whether the bell is off. Without storage they know nothing, and the server alone
 * decides.
 */
type Fact = 'person' | 'locked' | 'bell';

const name = (fact: Fact): string => `motcua.${fact}`;

export function remember(fact: Fact, value: string): void {
  try {
    localStorage.setItem(name(fact), value);
  } catch {
    return;
  }
}
export function forget(fact: Fact): void {
  try {
    localStorage.removeItem(name(fact));
  } catch {
    return;
  }
}
export function remembered(fact: Fact): string | null {
  try {
    return localStorage.getItem(name(fact));
  } catch {
    return null;
  }
}
