// Reading and writing the control block and arrays of a kernel.

// @ts-ignore: decorator
@inline
export function integer(slot: usize): i32 {
  return load<i32>(slot);
}

// @ts-ignore: decorator
@inline
export function address(slot: usize): usize {
  return <usize>load<u32>(slot);
}

// @ts-ignore: decorator
@inline
export function number(slot: usize): f64 {
  return load<f64>(slot);
}

// @ts-ignore: decorator
@inline
export function get(array: usize, i: i32): f64 {
  return load<f64>(array + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline
export function put(array: usize, i: i32, value: f64): void {
  store<f64>(array + (<usize>i << 3), value);
}

// @ts-ignore: decorator
@inline
export function getInt(array: usize, i: i32): i32 {
  return load<i32>(array + (<usize>i << 2));
}
