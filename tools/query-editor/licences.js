// Prints name, version and full licence text of every package that is inside the bundle.
import { existsSync, readFileSync } from "node:fs";

const parts = JSON.parse(readFileSync(process.argv[2], "utf8"));
const used = Object.values(parts.outputs).flatMap((output) =>
  Object.entries(output.inputs).filter(([, input]) => input.bytesInOutput).map(([path]) => path),
);
const packages = new Set(
  used.map((path) => path.match(/^node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean),
);
console.log("codemirror.js is a bundle of these packages from npm, unchanged but for minification.");
for (const folder of [...packages].sort()) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  if (license !== "MIT") throw new Error(`${name} is under ${license}`);
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].find((each) => existsSync(`${folder}/${each}`));
  if (!file) throw new Error(`${name} has no licence text`);
  console.log(`\n${"=".repeat(72)}\n${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}`);
}
