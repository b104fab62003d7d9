// The shader that shows a label map: one value a pixel, looked up in the table of looks. Positions are in CSS
// pixels from the top left corner, as the camera has them; outlines and patterns keep their width on the screen.

/** One triangle that covers the view. */
export const VERTEX_SHADER = `#version 300 es
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`

export const FRAGMENT_SHADER = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;

uniform usampler2D labels;
// Rows: fill, lines of the pattern, marks (index of the pattern, alpha of the outline).
uniform sampler2D look;
uniform sampler2D patterns;
uniform ivec2 size;
// x, y, scale
uniform vec3 camera;
// height in device pixels, device pixels for a CSS pixel
uniform vec2 screen;
uniform float contour;
out vec4 color;

const float PATTERN = 16.0;

int valueAt(vec2 at) {
  ivec2 pixel = clamp(ivec2(floor(at)), ivec2(0), size - 1);
  return int(texelFetch(labels, pixel, 0).r);
}

bool isEdge(vec2 at, int value) {
  float reach = contour / camera.z;
  float slant = reach * 0.7071;
  return valueAt(at + vec2(reach, 0.0)) != value || valueAt(at - vec2(reach, 0.0)) != value ||
    valueAt(at + vec2(0.0, reach)) != value || valueAt(at - vec2(0.0, reach)) != value ||
    valueAt(at + vec2(slant, slant)) != value || valueAt(at - vec2(slant, slant)) != value ||
    valueAt(at + vec2(slant, -slant)) != value || valueAt(at + vec2(-slant, slant)) != value;
}

vec4 fillOf(int value, vec2 inView) {
  int pattern = int(texelFetch(look, ivec2(value, 2), 0).r * 255.0 + 0.5);
  ivec2 at = ivec2(mod(inView - camera.xy, PATTERN));
  float part = texelFetch(patterns, at + ivec2(0, pattern * int(PATTERN)), 0).r;
  if (part > 0.25 && part < 0.75) return vec4(0.0);
  vec4 found = texelFetch(look, ivec2(value, part > 0.75 ? 1 : 0), 0);
  return vec4(found.rgb * found.a, found.a);
}

vec4 colorAt(vec2 inView) {
  vec2 at = (inView - camera.xy) / camera.z;
  if (any(lessThan(at, vec2(0.0))) || any(greaterThanEqual(at, vec2(size)))) return vec4(0.0);
  return fillOf(valueAt(at), inView);
}

void main() {
  vec2 inView = vec2(gl_FragCoord.x, screen.x - gl_FragCoord.y) / screen.y;
  vec2 at = (inView - camera.xy) / camera.z;
  bool isInside = all(greaterThanEqual(at, vec2(0.0))) && all(lessThan(at, vec2(size)));
  int value = valueAt(at);
  float outline = texelFetch(look, ivec2(value, 2), 0).g;
  if (isInside && contour > 0.0 && outline > 0.0 && isEdge(at, value)) {
    color = vec4(texelFetch(look, ivec2(value, 0), 0).rgb * outline, outline);
  } else if (camera.z >= 1.0) {
    color = colorAt(inView);
  } else {
    // Shown small, a screen pixel covers several of the map: four of them give softer edges.
    float step = 0.25 / screen.y;
    color = 0.25 * (colorAt(inView + vec2(step, step)) + colorAt(inView - vec2(step, step)) +
      colorAt(inView + vec2(step, -step)) + colorAt(inView + vec2(-step, step)));
  }
}`
