/** Patience of a session, ms of real time. */
export interface SessionTimes {
  /** For a connection before a slip. */
  connect: number;
  /** For the answers to `DLE EOT` (300–800 ms are usual). */
  preflight: number;
  /** For them at most: each silence doubles the patience, until an answer tells how slow the network is. */
  slowest: number;
  /** Without any progress, for the proof. */
  proof: number;
  /**
   * For a slip in all, however long the printer itself says that paper or cover stops it. Shorter
   * than the server waits for the agent's answer, so that the agent is never the one who is late.
   */
  whole: number;
  /**
   * After the first answer of an untokened fence, for answers that older fences still owe; after the last
   * byte to a printer that proves nothing, for the end of its connection.
   */
  settle: number;
  /** Between two looks at an idle printer; also keeps the connection alive. */
  poll: number;
}

export const SESSION_TIMES: SessionTimes = {
  connect: 3_000,
  preflight: 800,
  slowest: 3_200,
  proof: 15_000,
  whole: 50_000,
  settle: 500,
  poll: 10_000,
};
