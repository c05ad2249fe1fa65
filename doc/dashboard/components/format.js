// One way to write each kind of figure, on every page.
const number = (digits, options = {}) =>
	new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits, ...options });
const whole = number(0);
const one = number(1);
const percent = number(1, { style: 'percent' });
const wholePercent = number(0, { style: 'percent' });
const given = (write) => (value) => (value === null || value === undefined ? '–' : write(Number(value)));
const month = new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const sign = (value) => (value > 0 ? '+' : value < 0 ? '−' : '');

export const form = {
	count: given((v) => whole.format(v)),
	money: given((v) => (Math.abs(v) >= 1e6 ? number(2).format(v / 1e6) + ' M' : whole.format(v))),
	axis: given((v) => (Math.abs(v) >= 1e6 ? one.format(v / 1e6) + ' M' : Math.abs(v) >= 1e5 ? whole.format(v / 1e3) + ' k' : whole.format(v))),
	share: given((v) => percent.format(v)),
	percent: given((v) => wholePercent.format(v)),
	one: given((v) => one.format(v)),
	two: given((v) => number(2).format(v)),
	change: given((v) => sign(v) + percent.format(Math.abs(v))),
	points: given((v) => sign(v) + one.format(Math.abs(v))),
	month: (v) => (v ? month.format(new Date(v)) : '–'),
	day: (v) => (v ? day.format(new Date(v)) : '–'),
	name: (v) => (v ? String(v).replace(/_/g, ' ').replace(/^./, (c) => c.toUpperCase()) : 'None')
};
