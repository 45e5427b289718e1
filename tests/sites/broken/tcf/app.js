// The framework's string is of no registered platform, claims an interest where none may be claimed, keeps it after a
// refusal, and says of no vendor that it was shown; a vendor that it lets do nothing is sent an identifier.
'use strict';

const fields = (agreed) => ({ purposes: agreed ? [1, 2, 3, 4] : [], interests: [2, 3], vendors: agreed ? [91] : [], platform: 1 });
Object.assign(site, {
  buttons: '<button type="button" data-do="accept">Accept all</button><button type="button" data-do="reject" class="other">Reject all</button><button type="button" data-do="settings">Settings</button>',
});
const other = document.createElement('style');
other.textContent = '.consent .other { font-weight: 400; }';
document.head.append(other);
const asked = site.settle;
site.settle = function settle(answer) {
  asked.call(this, answer);
  framework.tell(fields(answer !== 'necessary'), 'useractioncomplete');
};
framework.tell(fields(false), 'cmpuishown');
site.start();
const visitor = crypto.randomUUID().replaceAll('-', '');
new Image().src = `https://gum.criteo.com/sid/json?origin=publishertag&bundle=${visitor}`;
