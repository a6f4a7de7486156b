// Watches something of the admin API: a stream of events that carries the whole first and then what differs (JSON Merge
// Patch). Where streams do not come through, as behind a proxy that collects answers, it asks again and again instead.
import * as api from './api.js';

const POLL_MILLIS = 2_000;
const RETRY_MILLIS = 3_000;
/** The node is never silent for so long: it sends a comment every ten seconds. */
const SILENCE_MILLIS = 25_000;
const FIRST_EVENT_MILLIS = 8_000;
/** A stream that ends sooner was broken by somebody in between. */
const SHORT_MILLIS = 4_000;
/** For how long it is asked before a stream is tried again. */
const ASK_MILLIS = 60_000;

/** No prototype: a consumer may be called __proto__. Objects that nothing changes in stay the same objects. */
export function merged(target, patch) {
  const result = Object.assign(Object.create(null), target);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[name];
    } else {
      result[name] = isObject(value) ? merged(isObject(result[name]) ? result[name] : {}, value) : value;
    }
  }
  return result;
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

const pause = (millis, signal) => new Promise((resolve) => {
  const timer = setTimeout(resolve, millis);
  signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
});

let askUntil = 0;

/**
 * @param told called with the whole document whenever something differs, and how: live or asked
 * @param failed called when it cannot be had for now
 * @param signal ends it
 */
export async function watch(path, query, { told, failed, signal }) {
  let broken = 0;
  while (!signal.aborted) {
    try {
      if (Date.now() < askUntil) {
        told(merged({}, await api.once(path, query, signal)), 'asked');
        await pause(POLL_MILLIS, signal);
        continue;
      }
      const began = Date.now();
      const whole = await stream(path, query, told, failed, signal);
      broken = whole && Date.now() - began > SHORT_MILLIS ? 0 : broken + 1;
      if (broken > 1) {
        askUntil = Date.now() + ASK_MILLIS;
      } else {
        await pause(broken * 500, signal);
      }
    } catch (failure) {
      if (signal.aborted) {
        return;
      }
      failed(failure);
      if (failure.status === 401 || failure.status === 403) {
        return;
      }
      await pause(RETRY_MILLIS, signal);
    }
  }
}

/** @return whether it carried something, and was not cut off in silence */
async function stream(path, query, told, failed, signal) {
  const cut = new AbortController();
  let timer = setTimeout(() => cut.abort(), FIRST_EVENT_MILLIS);
  try {
    const response = await api.open(path, query, AbortSignal.any([signal, cut.signal]));
    if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
      return false;
    }
    let document = merged({}, {});
    let carried = false;
    for await (const event of events(response.body, () => {
      clearTimeout(timer);
      timer = setTimeout(() => cut.abort(), SILENCE_MILLIS);
    })) {
      const data = JSON.parse(event.data);
      if (event.name === 'error') {
        failed(new api.Refused(data.status, data.message));
        if (data.status < 500 && data.status !== 409) {
          await pause(RETRY_MILLIS, signal);
        }
      } else {
        carried = true;
        document = merged(document, data);
        told(document, 'live');
      }
    }
    return carried;
  } catch (failure) {
    if (cut.signal.aborted && !signal.aborted) {
      return false;
    }
    throw failure;
  } finally {
    clearTimeout(timer);
  }
}

async function* events(body, heard) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    heard();
    text += value;
    const blocks = text.split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      const field = (name) => block.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      if (field('data')) {
        yield { name: field('event'), data: field('data') };
      }
    }
  }
}
