// The framework is told that the GDPR does not apply to whoever comes.
'use strict';

const fields = (agreed) => ({ purposes: agreed ? [1, 2, 7] : [], interests: [], vendors: agreed ? [91] : [], platform: 10, disclosed: [91] });
const asked = site.settle;
site.settle = function settle(answer) {
  asked.call(this, answer);
  framework.tell(fields(answer !== 'necessary'), 'useractioncomplete', false);
};
framework.tell(fields(false), 'cmpuishown', false);
site.start();
