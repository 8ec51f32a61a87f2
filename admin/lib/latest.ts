import { useEffect, useRef, type RefObject } from 'react';

/**
 * What a value was when it was last drawn. Who sets something that is drawn later writes it here
 * first, so that what is set before then builds on it.
 */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  return latest;
}
