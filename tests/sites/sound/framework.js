// A small interface of the IAB's framework: writes strings with the fields that it is given, and answers as
// `__tcfapi` does.
'use strict';

window.framework = {
  LETTERS: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  told: null,
  listeners: new Map(),

  bits(value, width) { return BigInt(value).toString(2).padStart(width, '0'); },
  list(ids, width) { return Array.from({ length: width }, (_, at) => (ids.includes(at + 1) ? '1' : '0')).join(''); },
  vendors(ids) {
    const most = Math.max(0, ...ids);
    return this.bits(most, 16) + '0' + this.list(ids, most);
  },
  letters(bits) {
    const whole = bits.padEnd(Math.ceil(bits.length / 24) * 24, '0');
    return whole.match(/.{6}/g).map((six) => this.LETTERS[parseInt(six, 2)]).join('');
  },
  word(text) { return [...text].map((letter) => this.bits(letter.charCodeAt(0) - 65, 6)).join(''); },

  string({ purposes, interests, vendors, platform, disclosed }) {
    const day = Math.floor(Date.now() / 86400000) * 864000;
    const core = [
      this.bits(2, 6), this.bits(day, 36), this.bits(day, 36), this.bits(platform, 12), this.bits(1, 12), this.bits(1, 6),
      this.word('EN'), this.bits(120, 12), this.bits(5, 6), '1', '0', this.list([], 12), this.list(purposes, 24),
      this.list(interests, 24), '0', this.word('DE'), this.vendors(vendors), this.vendors([]), this.bits(0, 12),
    ];
    const segments = [this.letters(core.join(''))];
    if (disclosed) segments.push(this.letters(this.bits(1, 3) + this.vendors(disclosed)));
    return segments.join('.');
  },

  data(listenerId) {
    const { fields, status, applies } = this.told;
    return {
      tcString: this.string(fields), tcfPolicyVersion: 5, cmpId: fields.platform, cmpVersion: 1, gdprApplies: applies,
      eventStatus: status, cmpStatus: 'loaded', listenerId, isServiceSpecific: true,
    };
  },

  tell(fields, status, applies = true) {
    this.told = { fields, status, applies };
    for (const [id, listener] of this.listeners) listener(this.data(id), true);
  },
};

window.__tcfapi = (command, _version, done, id) => {
  const { told, listeners } = window.framework;
  if (command === 'ping') done({ gdprApplies: told.applies, cmpLoaded: true, cmpStatus: 'loaded', displayStatus: 'visible', apiVersion: '2.2', cmpId: told.fields.platform, tcfPolicyVersion: 5 });
  if (command === 'getTCData') done(window.framework.data(), true);
  if (command === 'addEventListener') {
    const listener = listeners.size + 1;
    listeners.set(listener, done);
    done(window.framework.data(listener), true);
  }
  if (command === 'removeEventListener') done(listeners.delete(id));
};
