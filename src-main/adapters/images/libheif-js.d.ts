// The package types only its other entry; heic.ts names the part that is used.

declare module 'libheif-js/wasm-bundle.js' {
  const libheif: unknown
  export default libheif
}
