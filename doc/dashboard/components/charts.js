// ECharts options, each made of the rows of a view. Colours mean the same on every page.
import { form } from './format.js';

const navy = '#1f4e79', sky = '#8db7d9', teal = '#2a9d8f', amber = '#e5a83b', coral = '#c8553d', slate = '#9aa5b1';
const ink = '#26323f', pale = '#e6eaee';
const text = { fontFamily: 'Inter, sans-serif', color: ink, fontSize: 12 };
const statuses = { first_time: sky, repeat: teal, loyal: navy, lapsing: amber, lost: coral };
const tiers = { vip: navy, major: '#4a80b0', ordinary: sky, small: '#cfd8e1' };

const base = (option) => ({
	textStyle: text,
	animation: false,
	grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
	...option,
	tooltip: { confine: true, textStyle: text, ...option.tooltip }
});
const axis = (write, more = {}) => ({
	type: 'value',
	axisLabel: { formatter: write, color: ink },
	splitLine: { lineStyle: { color: pale } },
	...more
});
const categories = (data, more = {}) => ({
	type: 'category',
	data,
	axisLabel: { color: ink },
	axisTick: { show: false },
	axisLine: { lineStyle: { color: slate } },
	...more
});
const naming = (text, gap = 32) => ({ name: text, nameLocation: 'middle', nameGap: gap, nameTextStyle: { color: ink } });
const legend = { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 12, textStyle: { color: ink, padding: [0, 8, 0, 4] } };
const across = (write) => ({ trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: write });
const bar = (name, data, color, more = {}) => ({ name, type: 'bar', data, itemStyle: { color }, barMaxWidth: 34, ...more });
const total = (rows, column) => rows.reduce((sum, row) => sum + Number(row[column]), 0);
const distinct = (rows, column) => [...new Set(rows.map((row) => row[column]))];

export const revenueByMonth = (rows) =>
	base({
		tooltip: across(form.count),
		grid: { left: 8, right: 8, top: 16, bottom: 8, containLabel: true },
		xAxis: categories(rows.map((r) => form.month(r.month))),
		yAxis: axis(form.axis),
		series: [bar('Revenue', rows.map((r) => ({ value: r.revenue, itemStyle: { opacity: r.complete ? 1 : 0.45 } })), navy)]
	});

export const customersByMonth = (rows) =>
	base({
		tooltip: across(form.count),
		legend,
		xAxis: categories(rows.map((r) => form.month(r.month))),
		yAxis: axis(form.axis),
		series: [
			bar('Returning customers', rows.map((r) => r.returning_customers), navy, { stack: 'all' }),
			bar('New customers', rows.map((r) => r.new_customers), amber, { stack: 'all' })
		]
	});

export const segmentTree = (rows) =>
	base({
		tooltip: {
			formatter: ({ data }) =>
				`<b>${data.name}</b><br>${form.count(data.value[0])} revenue<br>${form.count(data.customers)} customers<br>${form.count(data.value[1])} days since the last order`
		},
		visualMap: {
			type: 'continuous', dimension: 1, min: 0, max: Math.max(...rows.map((r) => r.average_recency), 1), orient: 'horizontal', left: 'center', bottom: 0, itemWidth: 12, itemHeight: 160,
			text: ['Long ago', 'Ordered lately'], textStyle: { color: ink }, inRange: { color: ['#23867b', '#c79a3e', '#b84a34'] }
		},
		series: [
			{
				type: 'treemap', roam: false, nodeClick: false, breadcrumb: { show: false }, left: 0, right: 0, top: 0, bottom: 40,
				visualDimension: 1,
				itemStyle: { borderColor: '#fff', borderWidth: 2, gapWidth: 2 },
				label: {
					color: '#fff', fontSize: 13, overflow: 'truncate',
					formatter: ({ data }) => `{name|${data.name}}\n${form.share(data.share)} of revenue`,
					rich: { name: { fontWeight: 600, fontSize: 15, color: '#fff', lineHeight: 24 } }
				},
				data: rows.filter((r) => r.revenue > 0).map((r) => ({
					name: form.name(r.segment), value: [r.revenue, r.average_recency], customers: r.customers, share: r.revenue_share
				}))
			}
		]
	});

export const shares = (column) => (rows) =>
	base({
		tooltip: across(form.share),
		legend,
		grid: { left: 8, right: 48, top: 40, bottom: 8, containLabel: true },
		xAxis: axis(form.percent),
		yAxis: categories(rows.map((r) => form.name(r[column])), { inverse: true }),
		series: [
			bar('Share of customers', rows.map((r) => r.customer_share), sky, { barMaxWidth: 12, label: { show: true, position: 'right', color: ink, fontSize: 11, formatter: ({ value }) => form.share(value) } }),
			bar('Share of revenue', rows.map((r) => r.revenue_share), navy, { barMaxWidth: 12, label: { show: true, position: 'right', color: ink, fontSize: 11, formatter: ({ value }) => form.share(value) } })
		]
	});

// The first month is all of the cohort, so colours begin with the second.
export const cohortMap = (rows) => {
	const later = rows.filter((r) => r.period > 0);
	const cohorts = distinct(later.map((r) => ({ cohort: form.month(r.cohort) })), 'cohort');
	const most = Math.max(...later.map((r) => r.retention), 0.01);
	return base({
		tooltip: {
			formatter: ({ value }) => `<b>${cohorts[value[1]]}</b>, month ${value[0] + 1}<br>${form.share(value[2])} ordered: ${form.count(value[3])} of ${form.count(value[4])}`
		},
		grid: { left: 8, right: 8, top: 48, bottom: 44, containLabel: true },
		xAxis: categories([...Array(Math.max(...later.map((r) => r.period), 1))].map((_, i) => String(i + 1)), { position: 'top', ...naming('Months since the first order', 24), axisLine: { show: false } }),
		yAxis: categories(cohorts, { inverse: true, axisLine: { show: false } }),
		visualMap: {
			type: 'continuous', dimension: 2, min: 0, max: most, orient: 'horizontal', left: 'center', bottom: 0, itemWidth: 12, itemHeight: 160,
			text: [form.percent(most), '0%'], textStyle: { color: ink }, inRange: { color: ['#f4f8fb', '#bcd7ea', '#5f9cc7', navy] }
		},
		series: [
			{
				type: 'heatmap', itemStyle: { borderColor: '#fff', borderWidth: 1 },
				label: { show: true, fontSize: 10.5, formatter: ({ value }) => Math.round(100 * value[2]) },
				data: later.map((r) => ({
					value: [r.period - 1, cohorts.indexOf(form.month(r.cohort)), r.retention, r.customers, r.cohort_customers],
					label: { color: r.retention > 0.55 * most ? '#fff' : ink }
				}))
			}
		]
	});
};

export const cohortValue = (rows) => {
	const cohorts = distinct(rows.map((r) => ({ cohort: form.month(r.cohort) })), 'cohort');
	const shades = ['#16324f', '#1f4e79', '#35709f', '#5f9cc7', '#8db7d9', '#e5a83b', '#d98032', '#c8553d'];
	return base({
		tooltip: { trigger: 'axis', valueFormatter: form.two },
		legend,
		grid: { left: 24, right: 24, top: 40, bottom: 32, containLabel: true },
		xAxis: axis(form.count, { ...naming('Months since the first order', 28), minInterval: 1, splitLine: { show: false }, max: 'dataMax' }),
		yAxis: axis(form.axis),
		series: cohorts.map((cohort, i) => ({
			name: cohort, type: 'line', showSymbol: false, lineStyle: { width: 2.5 },
			color: shades[Math.round((i * (shades.length - 1)) / Math.max(cohorts.length - 1, 1))],
			data: rows.filter((r) => form.month(r.cohort) === cohort).map((r) => [r.period, r.revenue_per_customer])
		}))
	});
};

export const concentration = (rows) => {
	const at = (share) => rows.find((r) => Math.abs(r.customer_share - share) < 1e-9);
	const marks = [0.01, 0.1, 0.2, 0.5].map(at).filter(Boolean);
	return base({
		tooltip: {
			trigger: 'axis',
			formatter: (points) => `The best ${form.percent(points[0].value[0])} bring ${form.share(points[0].value[1])}`
		},
		grid: { left: 24, right: 32, top: 24, bottom: 32, containLabel: true },
		xAxis: axis(form.percent, { ...naming('Share of customers, the best first', 28), min: 0, max: 1 }),
		yAxis: axis(form.percent, { ...naming('Share of revenue', 48), min: 0, max: 1 }),
		series: [
			{
				name: 'Revenue', type: 'line', showSymbol: false, smooth: false, lineStyle: { width: 3, color: navy },
				areaStyle: { color: navy, opacity: 0.1 }, data: rows.map((r) => [r.customer_share, r.revenue_share]),
				markPoint: {
					symbol: 'circle', symbolSize: 10, itemStyle: { color: amber },
					label: { position: 'right', distance: 8, color: ink, fontSize: 12, formatter: ({ data }) => data.words },
					data: marks.map((r) => ({
						coord: [r.customer_share, r.revenue_share],
						words: `best ${form.percent(r.customer_share)}: ${form.share(r.revenue_share)}`,
						label: { offset: [0, 10] }
					}))
				}
			},
			{
				name: 'All alike', type: 'line', showSymbol: false, silent: true, lineStyle: { width: 1.5, type: 'dashed', color: slate },
				data: [[0, 0], [1, 1]], endLabel: { show: false }
			}
		]
	});
};

export const valueBySegment = (rows) => {
	const segments = distinct(rows, 'segment').sort((a, b) => total(rows.filter((r) => r.segment === b), 'clv') - total(rows.filter((r) => r.segment === a), 'clv'));
	return base({
		tooltip: across(form.count),
		legend,
		xAxis: axis(form.axis),
		yAxis: categories(segments.map(form.name), { inverse: true }),
		series: Object.keys(tiers).map((tier) =>
			bar(tier === 'vip' ? 'VIP' : form.name(tier), segments.map((s) => total(rows.filter((r) => r.segment === s && r.tier === tier), 'clv')), tiers[tier], { stack: 'all', barMaxWidth: 22 })
		)
	});
};

export const stages = (rows) => {
	const order = ['exploration', 'formation', 'stability', 'decline'];
	const found = order.filter((stage) => rows.some((r) => r.stage === stage));
	return base({
		tooltip: across(form.count),
		legend,
		xAxis: axis(form.axis),
		yAxis: categories(found.map(form.name), { inverse: true, axisLabel: { fontSize: 13, color: ink } }),
		series: Object.keys(statuses).map((status) =>
			bar(form.name(status), found.map((stage) => total(rows.filter((r) => r.stage === stage && r.status === status), 'customers')), statuses[status], {
				stack: 'all', barMaxWidth: 44,
				label: { show: true, color: '#fff', formatter: ({ value }) => (value >= total(rows, 'customers') / 40 ? form.count(value) : '') }
			})
		)
	});
};

const quadrants = { star: ['Stars', amber], question_mark: ['Question marks', teal], cash_cow: ['Cash cows', navy], dog: ['Dogs', slate] };

export const portfolio = (rows) => {
	const placed = rows.filter((r) => r.market_growth !== null && r.relative_share > 0);
	const most = Math.max(...placed.map((r) => Number(r.revenue)));
	const right = Math.min(0.5, ...placed.map((r) => Number(r.relative_share))) / 1.5;
	const left = Math.max(2, ...placed.map((r) => Number(r.relative_share))) * 1.3;
	const top = Math.max(...placed.map((r) => r.market_growth), 0.1);
	const bottom = Math.min(...placed.map((r) => r.market_growth), 0.1);
	const area = (key, x, y, toX, toY, position) => [
		{ xAxis: x, yAxis: y, name: quadrants[key][0], itemStyle: { color: quadrants[key][1], opacity: 0.09 }, label: { position } },
		{ xAxis: toX, yAxis: toY }
	];
	const room = Math.max(top - 0.1, 0.1 - bottom, 0.1);
	const high = Math.ceil((top + room * 0.15) * 10) / 10, low = Math.floor((bottom - room * 0.15) * 10) / 10;
	return base({
		tooltip: {
			formatter: ({ value }) =>
				`<b>${value[3]}</b>, ${value[4]}<br>${form.count(value[2])} revenue in a year<br>${form.change(value[1])} growth of its market<br>${form.two(value[0])} times the next largest`
		},
		grid: { left: 24, right: 24, top: 16, bottom: 36, containLabel: true },
		xAxis: axis(form.two, { ...naming('Revenue over that of the largest other product in the market', 30), type: 'log', logBase: 2, inverse: true, min: right, max: left, splitLine: { show: false }, axisLabel: { formatter: (v) => form.two(v), color: ink, showMinLabel: false, showMaxLabel: false } }),
		yAxis: axis(form.percent, { ...naming('Growth of the market', 48), min: low, max: high, axisLabel: { formatter: form.percent, color: ink, showMaxLabel: false, showMinLabel: false } }),
		series: [
			...Object.entries(quadrants).map(([key, [name, color]]) => ({
				name, type: 'scatter', color,
				itemStyle: { opacity: 0.8, borderColor: '#fff', borderWidth: 1.5 },
				symbolSize: (value) => 62 * Math.sqrt(Math.max(value[2], 0) / most),
				label: { show: true, position: 'bottom', distance: 4, color: ink, fontSize: 11.5, formatter: ({ value }) => value[3] },
				data: placed.filter((r) => r.class === key).map((r) => ({ value: [r.relative_share, r.market_growth, Number(r.revenue), r.product, r.market] }))
			})),
			{
				type: 'scatter', data: [], silent: true,
				markArea: {
					silent: true, label: { color: ink, fontSize: 13, fontWeight: 600 },
					data: [
						area('star', left, high, 1, 0.1, 'insideTopLeft'), area('question_mark', 1, high, right, 0.1, 'insideTopRight'),
						area('cash_cow', left, 0.1, 1, low, 'insideBottomLeft'), area('dog', 1, 0.1, right, low, 'insideBottomRight')
					]
				}
			}
		]
	});
};

export const nps = (rows) => {
	const months = rows.map((r) => form.month(r.month));
	return base({
		tooltip: {
			trigger: 'axis',
			formatter: (points) => {
				const r = rows[points[0].dataIndex];
				return `<b>${form.month(r.month)}</b><br>${form.points(r.nps)} net promoters<br>${form.points(r.nps_low)} to ${form.points(r.nps_high)} with 95% confidence<br>${form.count(r.responses)} answers`;
			}
		},
		grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true },
		xAxis: categories(months, { boundaryGap: false, axisLine: { onZero: false, lineStyle: { color: slate } } }),
		yAxis: axis((v) => (v > 0 ? '+' : '') + form.count(v).replace('-', '−')),
		series: [
			{ type: 'line', data: rows.map((r) => r.nps_low), stack: 'band', stackStrategy: 'all', showSymbol: false, silent: true, lineStyle: { opacity: 0 } },
			{ type: 'line', data: rows.map((r) => r.nps_high - r.nps_low), stack: 'band', stackStrategy: 'all', showSymbol: false, silent: true, lineStyle: { opacity: 0 }, areaStyle: { color: teal, opacity: 0.18 } },
			{ name: 'Net promoter score', type: 'line', data: rows.map((r) => r.nps), color: teal, lineStyle: { width: 3 }, symbol: 'circle', symbolSize: 6 }
		]
	});
};

export const answers = (rows) =>
	base({
		tooltip: across(form.share),
		legend,
		xAxis: categories(rows.map((r) => form.month(r.month))),
		yAxis: axis(form.percent, { max: 1 }),
		series: [
			bar('Detractors (0 to 6)', rows.map((r) => r.detractors / r.responses), coral, { stack: 'all' }),
			bar('Passives (7, 8)', rows.map((r) => r.passives / r.responses), pale, { stack: 'all' }),
			bar('Promoters (9, 10)', rows.map((r) => r.promoters / r.responses), teal, { stack: 'all' })
		]
	});
