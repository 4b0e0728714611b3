/** Tokens for programs: what each may do, until when, and the secret that is said once. */
import { type ApiToken, TOKEN_SCOPES, type TokenScope } from '../../server/protocol/people.js';
import { type Child, h } from '../shared/dom.js';
import { button, form, heading } from './parts.js';
import { askedTwice, mainButton, saidOnce } from './records-parts.js';
import type { AdminScene, AdminTools, Reply, Section } from './section.js';

/** Days that a token may live (the API's own bounds). */
const DAYS = { least: 1, most: 730 };
/** A token that ends within so many days is marked. */
const NEAR = 14;
const DAY_MS = 86_400_000;

interface TokensState {
  /** `null` until the server answered. */
  tokens: ApiToken[] | null;
  name: string;
  scope: TokenScope;
  days: number;
  /** The secret that was just made; never read again from the server. */
  secret: { name: string; text: string } | null;
  copied: boolean;
  revoking: string | null;
  sending: boolean;
}

export function tokensSection(tools: AdminTools): Section {
  const state: TokensState = {
    tokens: null,
    name: '',
    scope: 'read',
    days: 365,
    secret: null,
    copied: false,
    revoking: null,
    sending: false,
  };
  const path = (): string => `/sites/${encodeURIComponent(tools.scene().site)}/tokens`;

  async function read(): Promise<void> {
    const reply = await tools.send<{ tokens: ApiToken[] }>('GET', path());
    if (reply.ok) state.tokens = reply.body.tokens;
    else complain(reply);
    tools.redraw();
  }
  function complain({ title, detail }: Reply<unknown> & { ok: false }): void {
    tools.tell({ tone: 'stop', text: `${title} ${detail}` });
  }

  async function make(): Promise<void> {
    const { name, scope, days } = state;
    if (name.trim() === '' || state.sending) return;
    state.sending = true;
    const reply = await tools.send<{ token: ApiToken; secret: string }>('POST', path(), {
      ...{ name: name.trim(), scope, days },
    });
    state.sending = false;
    if (!reply.ok) complain(reply);
    else {
      state.secret = { name: reply.body.token.name, text: reply.body.secret };
      state.copied = false;
      state.name = '';
    }
    await read();
  }

  async function revoke(id: string): Promise<void> {
    const reply = await tools.send('DELETE', `${path()}/${encodeURIComponent(id)}`);
    state.revoking = null;
    if (!reply.ok) complain(reply);
    else tools.tell({ tone: 'good', text: tools.scene().words.say('tokens.revoked') });
    await read();
  }

  /** The clipboard of scripts needs a secure context; copying what is selected does not. */
  function copy(): void {
    const field = document.getElementById('tokens-secret');
    if (!(field instanceof HTMLInputElement)) return;
    field.select();
    state.copied = document.execCommand('copy');
  }

  return {
    id: 'tokens',
    open() {
      state.secret = null;
      state.revoking = null;
      void read();
    },
    view: (scene) => drawTokens(scene, state),
    side: (scene) => drawMaking(scene, state, tools),
    presses: {
      make: () => void make(),
      copy,
      seen: () => {
        state.secret = null;
      },
      revokeAsk: ({ value = '' }) => {
        state.revoking = value;
      },
      revokeKeep: () => {
        state.revoking = null;
      },
      revoke: ({ value = '' }) => void revoke(value),
    },
  };
}

function drawTokens(scene: AdminScene, { tokens, revoking }: TokensState): Child {
  const { words } = scene;
  const title = heading(words.say('tokens.title'));
  if (tokens === null) return [title, h('p', { class: 'empty' }, words.say('shared.connecting'))];
  if (tokens.length === 0) return [title, h('p', { class: 'empty' }, words.say('tokens.none'))];
  return [
    title,
    h(
      'ul',
      { class: 'records' },
      tokens.map((token) => row(scene, token, revoking === token.id)),
    ),
    h('p', { class: 'record-note' }, words.say('tokens.revokeHelp')),
  ];
}

function row({ words }: AdminScene, token: ApiToken, revoking: boolean): Element {
  const say = (key: string, values = {}): string => words.say(`tokens.${key}`, values);
  // Tokens end by the real clock, as sessions do.
  const left = Math.ceil((token.expiresAt - Date.now()) / DAY_MS);
  const used =
    token.lastUsedAt === null
      ? say('unused')
      : say('used', { date: words.date(token.lastUsedAt), time: words.time(token.lastUsedAt) });
  return h(
    'li',
    { class: 'record', id: `token-${token.id}` },
    h(
      'span',
      { class: 'record__what' },
      h('b', {}, token.name),
      h('span', {}, `${say(`scope.${token.scope}`)} · ${used}`),
    ),
    !revoking &&
      h(
        'span',
        { class: `record__state record__state--${left > NEAR ? 'quiet' : 'look'}` },
        left <= 0
          ? `▲ ${say('over')}`
          : left > NEAR
            ? say('until', { date: words.date(token.expiresAt) })
            : `▲ ${say('near', { count: left })}`,
      ),
    askedTwice('tokens.revoke', token.id, revoking, {
      first: say('revoke'),
      name: say('revokeNamed', { name: token.name }),
      question: say('revokeAsk', { name: token.name }),
      second: say('revokeYes'),
      keep: say('revokeKeep'),
    }),
  );
}

function drawMaking({ words }: AdminScene, state: TokensState, { fields }: AdminTools): Child {
  const say = (key: string, values = {}): string => words.say(`tokens.${key}`, values);
  if (state.secret !== null) return drawSecret(say, state.secret, state.copied);
  const lacking = state.name.trim() === '';
  return [
    h('h2', { class: 'record-title' }, say('makeTitle')),
    form(
      fields.text({
        ...{ path: 'tokens.name', label: say('name'), help: say('nameHelp'), free: true },
        value: state.name,
        most: 60,
        set: (name) => {
          state.name = name;
        },
      }),
      fields.choice({
        ...{ path: 'tokens.scope', label: say('scopeLabel'), free: true },
        help: say(`scopeHelp.${state.scope}`),
        value: state.scope,
        options: TOKEN_SCOPES.map((scope) => ({ id: scope, label: say(`scope.${scope}`) })),
        set: (scope) => {
          state.scope = TOKEN_SCOPES.find((each) => each === scope) ?? state.scope;
        },
      }),
      fields.number({
        ...{ path: 'tokens.days', label: say('days'), help: say('daysHelp'), free: true },
        ...DAYS,
        value: state.days,
        unit: say('daysUnit'),
        set: (days) => {
          state.days = days;
        },
      }),
    ),
    mainButton(
      'tokens.make',
      say(state.sending ? 'sending' : lacking ? 'nameNeeded' : 'make'),
      lacking || state.sending,
    ),
  ];
}

function drawSecret(
  say: (key: string, values?: Record<string, string>) => string,
  { name, text }: { name: string; text: string },
  copied: boolean,
): Child {
  const field = h('input', {
    ...{ id: 'tokens-secret', class: 'f__input', readonly: true, value: text },
    'aria-label': say('secretOf', { name }),
  });
  return [
    h('h2', { class: 'record-title' }, say('madeTitle')),
    saidOnce(say('secretOf', { name }), field, say('secretHelp')),
    h(
      'div',
      { class: 'record__acts' },
      mainButton('tokens.copy', say(copied ? 'copied' : 'copy')),
      button({ do: 'tokens.seen', label: say('seen'), tone: 'quiet' }),
    ),
  ];
}
