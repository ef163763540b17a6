/**
 * Reads one figure's view from the npm package react-native-body-highlighter and prints its paths as JSON, moved and
 * scaled to our drawing units (midline x = 0, crown y = 0, sole y = 1000).
 *
 * Called by tracker/body/build.py: node body_paths.cjs PACKAGES, with a list on standard input of
 * {data, wrapper, view, midline, crown, scale}; prints a list of {outline, shapes: [{slug, d}]}.
 */
const fs = require("node:fs");
const path = require("node:path");

const packages = path.resolve(process.argv[2]);
const drawing = path.join(packages, "react-native-body-highlighter", "dist");
const svgpath = require(path.join(packages, "svgpath"));

function place(d, frame) {
  return svgpath(d)
    .translate(-frame.midline, -frame.crown)
    .scale(frame.scale)
    .abs()
    .unshort()
    .unarc()
    .round(1)
    .toString();
}

/** The outline stands only inside the package's component, as the d of the Path drawn for that view. */
function outline(frame) {
  const source = fs.readFileSync(path.join(drawing, "components", frame.wrapper), "utf8");
  const found = source.match(new RegExp(`side === "${frame.view}" && \\(<[^>]*? d="([^"]+)"`));
  if (!found) throw new Error(`No ${frame.view} outline in ${frame.wrapper}`);
  return found[1];
}

function read(frame) {
  const parts = Object.values(require(path.join(drawing, "assets", frame.data))).find(Array.isArray);
  const shapes = parts.flatMap(({ slug, path: sides }) =>
    Object.values(sides)
      .flat()
      .map((d) => ({ slug, d: place(d, frame) })),
  );
  return { outline: place(outline(frame), frame), shapes };
}

const frames = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(frames.map(read)));
