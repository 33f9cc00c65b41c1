// Files under a folder whose name passes a test, in a stable order. (node:fs has glob only from 22 on.)
import fs from 'node:fs';
import path from 'node:path';

/** @param {string} dir @param {(name: string) => boolean} wanted @returns {string[]} */
export function globSync(dir, wanted) {
  if (!fs.existsSync(dir)) return [];
  return fs.readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist', 'target'].includes(entry.name) ? [] : globSync(full, wanted);
    return wanted(entry.name) ? [full] : [];
  });
}
