/**
 * Test files share a process, and what one of them drew may be flushed while the next one runs, which perhaps has no
 * browser around it: frames are there all the same.
 */
if (!('requestAnimationFrame' in globalThis))
  Object.assign(globalThis, {
    requestAnimationFrame: (frame: FrameRequestCallback) =>
      Number(setTimeout(() => frame(performance.now()), 16)),
  })
