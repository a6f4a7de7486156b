// The commands that make sense now, as buttons.
import { made } from '../dom.js';
import { open } from './dialog.js';
import { COMMANDS } from './list.js';

/** @param target the group, and the member or shard that is meant */
export function buttons(kind, target) {
  return made('div', { class: 'controls', role: 'group', 'aria-label': `Commands for this ${kind}` },
    COMMANDS[kind].filter((command) => !command.applies || command.applies(target)).map((command) => made('button', {
      type: 'button', class: command.danger ? 'quiet danger' : 'quiet', id: `command-${command.id}`, 'data-key': command.id,
      onclick: () => open(command, target),
    }, `${command.label} …`)));
}
