// serve.mjs FOLDER [PORT]: serves a folder to this machine, and says at which address. Without a
// port, or where it is taken, any that is free.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const types = {
	'.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json',
	'.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.wasm': 'application/wasm', '.woff': 'font/woff', '.woff2': 'font/woff2',
	'.webmanifest': 'application/manifest+json'
};

async function find(folder, path) {
	const file = join(folder, normalize(decodeURIComponent(path)));
	if (!file.startsWith(folder)) return null;
	for (const candidate of extname(file) ? [file] : [join(file, 'index.html'), `${file}.html`]) {
		const body = await readFile(candidate).catch(() => null);
		if (body) return { body, type: types[extname(candidate)] ?? 'application/octet-stream' };
	}
	return null;
}

export function serve(folder, port = 0) {
	const root = resolve(folder);
	const server = createServer(async (request, response) => {
		const found = await find(root, new URL(request.url, 'http://localhost').pathname).catch(() => null);
		response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/plain' });
		response.end(found?.body ?? 'not found');
	});
	return new Promise((done, fail) => {
		server.on('error', (error) => (error.code === 'EADDRINUSE' && port ? server.listen((port = 0), '127.0.0.1') : fail(error)));
		server.listen(port, '127.0.0.1', () => done({ server, address: `http://127.0.0.1:${server.address().port}/` }));
	});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const { address } = await serve(process.argv[2], Number(process.argv[3] ?? 0));
	console.log(`The dashboard: ${address} (Ctrl-C ends it)`);
}
