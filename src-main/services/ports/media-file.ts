// A picture as windows get it: by address, not through the contract.

export interface MediaFile {
  readonly bytes: Uint8Array
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/webp'
}
