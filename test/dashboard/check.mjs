// check.mjs SITE FIGURES SCREENSHOTS: opens every page of the site in headless Chromium and compares
// what it shows to FIGURES, the lines that figures.sql printed.
import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { serve } from './serve.mjs';

const [site, figuresFile, screenshots] = process.argv.slice(2);
const { chromium } = createRequire(resolve(site, '..', 'package.json'))('playwright-core');

let passed = 0, failed = 0;
function report(name, problems) {
	problems.length ? failed++ : passed++;
	console.log(`${problems.length ? 'not ok' : 'ok'} ${passed + failed} - ${name}`);
	for (const problem of problems.slice(0, 10)) console.log(`#   ${problem}`);
	if (problems.length > 10) console.log(`#   and ${problems.length - 10} more`);
}

// A figure as it is written, "+1,234.5%" or "1.23 M", is right where it is the value rounded to its digits.
function shows(text, value) {
	const shown = String(text ?? '').trim();
	if (value === null) return shown === '–' || shown === '-' || shown === '';
	if (typeof value === 'string') return shown === value;
	const digits = shown.replace(/−/g, '-').replace(/[,+\s%M]/g, '');
	if (!/^-?\d+(\.\d+)?$/.test(digits)) return false;
	const unit = 10 ** -(digits.split('.')[1] ?? '').length;
	return Math.abs(Number(digits) - value) <= unit * 0.5000001;
}

function compareRow(where, cells, values) {
	if (!cells) return [`${where}: not there`];
	return values.flatMap((value, i) => (shows(cells[i], value) ? [] : [`${where}, column ${i + 1}: shows "${cells[i]}", the query says ${value}`]));
}

const read = (page) =>
	page.evaluate(() => {
		const texts = (element, selector) => [...element.querySelectorAll(selector)].map((e) => e.textContent.trim());
		return {
			figures: Object.fromEntries([...document.querySelectorAll('[data-figure]')].map((e) => [e.dataset.figure, e.textContent.trim()])),
			tables: [...document.querySelectorAll('article table')].filter((table) => table.checkVisibility()).map((table) =>
				[...table.querySelectorAll('tr')].map((row) => texts(row, 'td')).filter((cells) => cells.length > 1)
			),
			charts: [...document.querySelectorAll('figure')].map((figure) => ({
				title: figure.querySelector('figcaption').firstElementChild.textContent,
				marks: figure.querySelectorAll('svg path').length,
				labels: texts(figure, 'svg text')
			})),
			wide: document.documentElement.scrollWidth > window.innerWidth,
			text: document.querySelector('article')?.innerText ?? ''
		};
	});

// Until nothing on it changes any more.
async function settle(page) {
	await page.waitForSelector('article table td >> visible=true', { timeout: 60000 });
	let before = '';
	for (let turn = 0; turn < 60; turn++) {
		await page.waitForTimeout(500);
		const now = JSON.stringify(await read(page));
		if (now === before && !(await page.$('article [role=status], article .animate-pulse'))) return;
		before = now;
	}
}

async function checkPage(browser, address, wanted) {
	const name = wanted.page || 'overview';
	const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	const complaints = [];
	page.on('console', (message) => message.type() === 'error' && complaints.push(`console: ${message.text()} ${message.location().url}`));
	page.on('pageerror', (error) => complaints.push(`error: ${error}`));
	page.on('response', (response) => response.status() >= 400 && complaints.push(`${response.status()} for ${response.url()}`));
	page.on('request', (request) => {
		if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) complaints.push(`asks elsewhere: ${request.url()}`);
	});
	await page.goto(address + wanted.page, { waitUntil: 'load' });
	await settle(page).catch((error) => complaints.push(String(error)));
	const shown = await read(page);
	await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });

	const figures = Object.entries(wanted.figures ?? {});
	report(`${name}: ${figures.length} figures`, figures.flatMap(([label, value]) => (shows(shown.figures[label], value) ? [] : [`${label}: shows "${shown.figures[label]}", the query says ${value}`])));
	const rows = wanted.tables.flatMap((table, t) => table.map((values, i) => compareRow(`table ${t + 1}, row ${i + 1}`, shown.tables[t]?.[i], values)));
	if (wanted.last) rows.push(compareRow('last row', shown.tables[0]?.at(-1), wanted.last));
	report(`${name}: ${rows.length} rows of tables`, rows.length ? rows.flat() : ['no rows to compare']);
	const labels = shown.charts.flatMap((chart) => chart.labels);
	report(`${name}: ${wanted.charts} charts, ${wanted.labels?.length ?? 0} labels in them`, [
		...(shown.charts.length === wanted.charts ? [] : [`${shown.charts.length} charts instead of ${wanted.charts}`]),
		...shown.charts.filter((chart) => chart.marks < 5 || chart.labels.length < 4).map((chart) => `"${chart.title}" is empty`),
		...(wanted.labels ?? []).filter((value) => !labels.some((label) => shows(label, value))).map((value) => `no label ${value}`)
	]);
	report(`${name}: nothing undefined, nothing too wide`, [
		...(shown.text.match(/.{0,30}\b(NaN|undefined|null|Invalid Date|Infinity)\b.{0,30}/g) ?? []),
		...(shown.wide ? ['wider than the window'] : [])
	]);
	report(`${name}: no error, no request elsewhere`, complaints);
	await page.close();
}

async function pagesOf(folder) {
	const entries = await readdir(folder);
	const found = await Promise.all(entries.map((e) => stat(join(folder, e, 'index.html')).then(() => e, () => null)));
	return ['', ...found.filter(Boolean)];
}

await mkdir(screenshots, { recursive: true });
const wanted = (await readFile(figuresFile, 'utf8')).split('\n').filter(Boolean).map((line) => JSON.parse(line));
const pages = await pagesOf(site);
report(`${pages.length} pages, each with figures to compare`, [
	...pages.filter((page) => !wanted.some((w) => w.page === page)).map((page) => `nothing to compare for ${page}`),
	...wanted.filter((w) => !pages.includes(w.page)).map((w) => `no page ${w.page}`)
]);
const { server, address } = await serve(site);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
try {
	for (const w of wanted) await checkPage(browser, address, w);
} finally {
	await browser.close();
	server.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
