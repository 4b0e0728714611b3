import { expect, test } from 'vitest';
import { answerHere } from '../../display/shared/answer-here.js';

test('a screen answers the connection that asked, and no later one in its place', () => {
  const socket: { connected: boolean; id: string | undefined } = { connected: true, id: 'first' };
  const said: string[] = [];
  const answer = answerHere(socket, (word: string) => said.push(word));
  answer('in time');
  // Cut off, and back on another connection, whose server counts its questions anew.
  Object.assign(socket, { connected: false, id: undefined });
  answer('while it was away');
  Object.assign(socket, { connected: true, id: 'second' });
  answer('too late');
  expect(said).toEqual(['in time']);
});
