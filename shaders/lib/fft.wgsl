// The discrete Fourier transform of one line, by one workgroup:
//
//   Y[k] = sum over n of X[n] * exp(-2 pi i k n / LENGTH), or exp(+2 pi i k n / LENGTH) where INVERSE
//
// Mixed-radix Stockham (Cochran et al., 1967; Govindaraju et al., 2008), for any LENGTH up to 1024: a stage for each
// factor of it. After stages with the product L, line[k * LENGTH / L + q] is the transform of every LENGTH / L-th number
// from the q-th on, at frequency k. So the result stands in order, and a prime factor is a plain sum. One thread computes
// every 64th number of a stage; stages go back and forth between the halves of `line`.

override LENGTH = 4u;
override INVERSE = 0u;

@group(0) @binding(1) var<storage, read> turns: array<vec2f>;  // [LENGTH]: exp(2 pi i k / LENGTH) as (real, imaginary)

var<workgroup> line: array<vec2f, LENGTH * 2u>;  // no longer than it must be: compilers may clear it number by number

/** The next factor to take out: 4 where it goes, else the smallest prime. */
fn radix_of(n: u32) -> u32 {
  if (n % 4u == 0u) { return 4u; }
  for (var r = 2u; r * r <= n; r++) {
    if (n % r == 0u) { return r; }
  }
  return n;
}

/** a * b, or a * conj(b). */
fn turned(a: vec2f, b: vec2f) -> vec2f {
  let c = select(vec2f(b.x, -b.y), b, INVERSE == 1u);
  return vec2f(a.x * c.x - a.y * c.y, a.x * c.y + a.y * c.x);
}

/** Transforms line[0 … LENGTH - 1]; the result starts at the returned place. Called by all threads of the workgroup. */
fn transform(thread: u32) -> u32 {
  var start = 0u;
  var block = LENGTH;  // LENGTH / L
  while (block > 1u) {
    let radix = radix_of(block);
    let part = block / radix;
    let to = LENGTH - start;
    workgroupBarrier();
    for (var i = thread; i < LENGTH; i += 64u) {
      let k = i / part;
      let first = start + k % (LENGTH / block) * block + i % part;
      var sum = line[first];
      var turn = 0u;
      for (var j = 1u; j < radix; j++) {
        turn += k * part;  // below LENGTH
        if (turn >= LENGTH) { turn -= LENGTH; }
        sum += turned(line[first + j * part], turns[turn]);
      }
      line[to + i] = sum;
    }
    start = to;
    block = part;
  }
  workgroupBarrier();
  return start;
}
