// Two contenders in one page: Estuary's core as it is shipped, and OpenPGP.js on the same key and the same messages.
// The driver calls `bench.*`; every operation is awaited, so that both are used the way an application uses them.

import * as openpgp from './openpgp.min.mjs'
import init, { Estuary, generateKey } from './estuary_bench_page.js'

const ADDRESS = 'bench@estuary.localhost'

// The form Delta Chat sends: SEIPDv2 with AES-128 in OCB, chunks of 8 KiB, ZLIB.
const config = {
  aeadProtect: true,
  preferredAEADAlgorithm: openpgp.enums.aead.ocb,
  aeadChunkSizeByte: 7,
  preferredSymmetricAlgorithm: openpgp.enums.symmetric.aes128,
  preferredCompressionAlgorithm: openpgp.enums.compression.zlib,
}

let estuary, privateKey, publicKey
const strangers = []
const payloads = new Map()
const messages = new Map()

const contenders = {
  estuary: {
    keygen: async () => generateKey(),
    encrypt_sign: async size => estuary.encryptSign(payloads.get(size)),
    decrypt_verify: async size => estuary.decryptVerify(messages.get(size)),
    decrypt_verify_stranger: async (size, n) => estuary.decryptVerifyStranger(strangers[n].message, n),
  },
  openpgpjs: {
    keygen: async () =>
      openpgp.generateKey({ type: 'ecc', curve: 'ed25519Legacy', userIDs: [{ email: ADDRESS }], format: 'binary' }),
    encrypt_sign: async size =>
      openpgp.encrypt({
        message: await openpgp.createMessage({ binary: payloads.get(size) }),
        encryptionKeys: publicKey,
        signingKeys: privateKey,
        wildcard: true,
        config,
      }),
    decrypt_verify: async size => decryptVerify(messages.get(size), publicKey),
    decrypt_verify_stranger: async (size, n) => decryptVerify(strangers[n].message, strangers[n].publicKey),
  },
}

const decryptVerify = async (armoredMessage, verificationKeys) => {
  const opened = await openpgp.decrypt({
    message: await openpgp.readMessage({ armoredMessage }),
    decryptionKeys: privateKey,
    verificationKeys,
    expectSigned: true,
    format: 'binary',
    config,
  })
  return opened.data
}

const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at])

const bench = {
  // Takes the key and the payloads, both base64, and how many strangers write the smallest one; checks that each contender reads what the other wrote.
  async prepare(key, texts, count) {
    await init()
    const bytes = base64 => Uint8Array.from(atob(base64), char => char.charCodeAt(0))
    estuary = new Estuary(bytes(key))
    privateKey = await openpgp.readPrivateKey({ binaryKey: bytes(key) })
    publicKey = privateKey.toPublic()
    for (const [size, text] of texts) {
      payloads.set(size, bytes(text))
      for (const writer of Object.values(contenders)) {
        messages.set(size, await writer.encrypt_sign(size))
        for (const reader of Object.values(contenders)) {
          if (!same(await reader.decrypt_verify(size), payloads.get(size))) throw new Error(`${size} bytes differ`)
        }
      }
      // What is measured was written by the core: the real core's messages look the same.
      messages.set(size, await contenders.estuary.encrypt_sign(size))
    }
    const [[, payload]] = payloads
    for (let n = 0; n < count; n++) {
      const binaryKey = generateKey()
      const message = estuary.stranger(binaryKey, payload)
      strangers.push({ message, publicKey: (await openpgp.readPrivateKey({ binaryKey })).toPublic() })
    }
  },

  // Milliseconds of one operation, as the mean of `count` in a row.
  async measure(contender, operation, size, count) {
    const run = contenders[contender][operation]
    const start = performance.now()
    for (let n = 0; n < count; n++) await run(size, n)
    return (performance.now() - start) / count
  },
}

window.bench = bench
