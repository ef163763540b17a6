/**
 * Reads one figure's view from the npm package react-native-body-highlighter and prints its paths as JSON, moved and
 * scaled to our drawing units (midline x = 0, crown y = 0, sole y = 1000).
 *
 * Called by build.py: node build_paths.cjs PACKAGES, with a list on standard input of
 * {data, wrapper, view, midline, crown, scale}; prints for each a list
 * [{slug, d, corners}], the first of them with the slug `outline`.
 */
const fs = require("node:fs");
const path = require("node:path");

const packages = path.resolve(process.argv[2]);
const drawing = path.join(packages, "react-native-body-highlighter", "dist");
const svgpath = require(path.join(packages, "svgpath"));

/** `d`: relative, which is shortest for the browser. `corners`: absolute, curves kept, for polygons. */
function place(d, frame) {
  const placed = svgpath(d).translate(-frame.midline, -frame.crown).scale(frame.scale);
  return {
    d: svgpath.from(placed).rel().round(1).toString(),
    corners: svgpath.from(placed).abs().unshort().unarc().round(1).toString(),
  };
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
      .map((d) => ({ slug, ...place(d, frame) })),
  );
  return [{ slug: "outline", ...place(outline(frame), frame) }, ...shapes];
}

const frames = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(frames.map(read)));
