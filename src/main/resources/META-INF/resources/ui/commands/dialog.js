// Asks for a reason, shows what would happen, and does it once that was seen. The epoch that was on the page goes along:
// if the group has changed since, the server refuses and nothing is done.
import * as api from '../api.js';
import { reload, say } from '../bus.js';
import { element, made } from '../dom.js';
import { fieldsOf, read } from './fields.js';
import { preview } from './preview.js';

const dialog = document.getElementById('dialog');
let opener = null;

export function open(command, target) {
  opener = document.activeElement;
  const name = target.member?.name ?? target.shard?.id ?? target.group.name;
  const shown = made('div', { id: 'preview', 'aria-live': 'polite' });
  const run = made('button', { id: 'run', class: command.danger ? 'danger' : '', disabled: !command.unseen, type: command.unseen ? 'submit' : 'button' }, command.label);
  const form = made('form', { method: 'dialog', novalidate: false, oninput: () => forget(command, shown, run) },
    made('h2', { id: 'dialog-title' }, `${command.label}: ${name}`),
    element('p', '', command.tells),
    ...fieldsOf(command, target),
    made('label', {}, 'Reason ', made('input', { name: 'reason', maxlength: '200', required: true, autocomplete: 'off', placeholder: 'goes to the audit log' })),
    shown,
    element('div', 'controls end',
      made('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, 'Cancel'),
      command.unseen ? null : made('button', { id: 'look', class: 'quiet', type: 'submit' }, 'Preview'),
      run));
  form.onsubmit = (event) => {
    event.preventDefault();
    return command.unseen ? perform(command, target, form, shown) : look(command, target, form, shown, run);
  };
  run.onclick = command.unseen ? null : () => perform(command, target, form, shown);
  dialog.replaceChildren(form);
  dialog.showModal();
}

/** What was previewed is not what is asked for any more. */
function forget(command, shown, run) {
  if (!command.unseen) {
    run.disabled = true;
    shown.replaceChildren();
  }
}

async function look(command, target, form, shown, run) {
  const answer = await send(command, target, form, shown, true);
  if (answer) {
    shown.replaceChildren(...preview(target, answer, command.shows?.(target, read(command, target, form))));
    run.disabled = false;
    run.focus();
  }
}

async function perform(command, target, form, shown) {
  if (await send(command, target, form, shown, false)) {
    dialog.close();
    say(`${command.label}: done`);
    if (command.id === 'delete') {
      location.hash = '#/';
    }
    reload();
  }
}

/** Errors are shown in the server's own words. A preview is of the group as it is by then: that it has moved on is none. */
async function send(command, target, form, shown, dryRun, again = false) {
  try {
    const { body, query } = read(command, target, form);
    return await api.change(command.method, target.group.path, command.part(target), {
      body, query: { ...query, ...(dryRun ? { dryRun: true } : {}) }, epoch: target.group.epoch,
    });
  } catch (failure) {
    if (failure.status === 412) {
      const fresh = await api.group(target.group.path, '', {}).catch(() => target.group);
      target.group = { ...target.group, epoch: fresh.epoch };
      if (dryRun && !again) {
        return send(command, target, form, shown, dryRun, true);
      }
    }
    shown.replaceChildren(made('p', { class: 'alert bad', role: 'alert' }, failure.message));
    return null;
  }
}

dialog.addEventListener('close', () => {
  const back = opener?.isConnected ? opener : document.getElementById('main');
  back.focus({ preventScroll: true });
});
/** A link in a preview leads away. */
addEventListener('hashchange', () => dialog.open && dialog.close());
