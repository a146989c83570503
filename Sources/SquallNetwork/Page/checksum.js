// The running checksum of the log: XXH64, seeded with the checksum of the entry before (W4).
//
// Source: the XXH64 algorithm description (Yann Collet), released for anybody to implement.

const P1 = 0x9E3779B185EBCA87n;
const P2 = 0xC2B2AE3D27D4EB4Fn;
const P3 = 0x165667B19E3779F9n;
const P4 = 0x85EBCA77C2B2AE63n;
const P5 = 0x27D4EB2F165667C5n;

const whole = (value) => BigInt.asUintN(64, value);
const turn = (value, bits) => whole(value << bits) | value >> (64n - bits);
const round = (lane, word) => whole(turn(whole(lane + whole(word * P2)), 31n) * P1);

/// The checksum of bytes.
export function xxh64(bytes, seed) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.byteLength;
  const word = (at) => view.getBigUint64(at, true);
  let at = 0;
  let hash = whole(seed + P5);
  if (end >= 32) {
    let [one, two, three, four] = [whole(seed + P1 + P2), whole(seed + P2), seed, whole(seed - P1)];
    for (; end - at >= 32; at += 32) {
      one = round(one, word(at));
      two = round(two, word(at + 8));
      three = round(three, word(at + 16));
      four = round(four, word(at + 24));
    }
    hash = whole(turn(one, 1n) + turn(two, 7n) + turn(three, 12n) + turn(four, 18n));
    for (const lane of [one, two, three, four]) hash = whole((hash ^ round(0n, lane)) * P1 + P4);
  }
  hash = whole(hash + BigInt(end));
  for (; end - at >= 8; at += 8) hash = whole(turn(hash ^ round(0n, word(at)), 27n) * P1 + P4);
  if (end - at >= 4) {
    hash = whole(turn(hash ^ whole(BigInt(view.getUint32(at, true)) * P1), 23n) * P2 + P3);
    at += 4;
  }
  for (; at < end; at += 1) hash = whole(turn(hash ^ whole(BigInt(bytes[at]) * P5), 11n) * P1);
  hash = whole((hash ^ hash >> 33n) * P2);
  hash = whole((hash ^ hash >> 29n) * P3);
  return hash ^ hash >> 32n;
}

const checksumOf = (point) => BigInt(`0x${/^\d+\.([0-9a-f]{16})$/.exec(point)?.[1] ?? "0"}`);

/// Whether an entry's bytes lead from the point before it to its own.
export function follows(before, point, payload) {
  return xxh64(new TextEncoder().encode(payload), checksumOf(before)) === checksumOf(point);
}
