/** @file The order in which NumPy before 1.25 sorts: equal numbers too come out as they do there. */

const SMALL = 15;

/**
 * Indices of `values` from the least up, as `numpy.argsort` gives them (numpy/core/src/npysort/quicksort.cpp): a
 * quicksort about the median of three, with insertion sort for 16 numbers and fewer, and heapsort where it goes too
 * deep. It is not stable: in flat areas, this order decides which pixels Felzenszwalb's method joins first.
 */
export function argsort(values: Float64Array): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from(values, (_, i) => i);
  const deepest = 2 * (31 - Math.clz32(values.length));
  const waiting = [{ first: 0, last: values.length - 1, depth: deepest }];

  for (let range = waiting.pop(); range; range = waiting.pop()) {
    let { first, last, depth } = range;
    if (depth < 0) {
      heapsort(values, order.subarray(first, last + 1));
      continue;
    }
    while (last - first > SMALL) {
      const middle = partition(values, order, first, last);
      depth--;
      if (middle - first < last - middle) {
        waiting.push({ first: middle + 1, last, depth });
        last = middle - 1;
      } else {
        waiting.push({ first, last: middle - 1, depth });
        first = middle + 1;
      }
    }
    insertionSort(values, order, first, last);
  }
  return order;
}

/** Smaller values before the place it returns, larger ones behind. */
function partition(values: Float64Array, order: Uint32Array, first: number, last: number): number {
  const middle = first + ((last - first) >> 1);
  if (values[order[middle]] < values[order[first]]) swap(order, middle, first);
  if (values[order[last]] < values[order[middle]]) swap(order, last, middle);
  if (values[order[middle]] < values[order[first]]) swap(order, middle, first);
  const pivot = values[order[middle]];
  swap(order, middle, last - 1);
  let i = first;
  let j = last - 1;
  for (;;) {
    do i++;
    while (values[order[i]] < pivot);
    do j--;
    while (pivot < values[order[j]]);
    if (i >= j) break;
    swap(order, i, j);
  }
  swap(order, i, last - 1);
  return i;
}

function swap(order: Uint32Array, i: number, j: number): void {
  const index = order[i];
  order[i] = order[j];
  order[j] = index;
}

function insertionSort(values: Float64Array, order: Uint32Array, first: number, last: number): void {
  for (let i = first + 1; i <= last; i++) {
    const index = order[i];
    let j = i;
    for (; j > first && values[index] < values[order[j - 1]]; j--) order[j] = order[j - 1];
    order[j] = index;
  }
}

function heapsort(values: Float64Array, order: Uint32Array): void {
  /** Lets `index` sink from place `at` of a heap of `size`; places count from 1. */
  const sink = (index: number, at: number, size: number) => {
    let place = at;
    for (let child = 2 * at; child <= size; child = 2 * place) {
      if (child < size && values[order[child - 1]] < values[order[child]]) child++;
      if (!(values[index] < values[order[child - 1]])) break;
      order[place - 1] = order[child - 1];
      place = child;
    }
    order[place - 1] = index;
  };

  for (let at = order.length >> 1; at > 0; at--) sink(order[at - 1], at, order.length);
  for (let size = order.length; size > 1; size--) {
    const index = order[size - 1];
    order[size - 1] = order[0];
    sink(index, 1, size - 1);
  }
}
