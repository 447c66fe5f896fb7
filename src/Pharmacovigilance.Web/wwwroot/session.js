// Tells the circuit that somebody is at the screen, so that the session is not locked under their hands.
(() => {
  'use strict';

  let circuit = null;
  let between = 30000;
  let toldAt = null;

  function tell() {
    const now = performance.now();
    if (!circuit || (toldAt !== null && now - toldAt < between)) return;
    toldAt = now;
    // Without a connection nobody hears it: the next key tries again.
    circuit.invokeMethodAsync('SomebodyIsThereAsync').catch(() => { toldAt = null; });
  }

  window.unitSession = {
    watch(reference, milliseconds) {
      circuit = reference;
      between = milliseconds;
      toldAt = null;
    }
  };

  for (const kind of ['keydown', 'pointerdown', 'wheel', 'touchstart', 'input']) document.addEventListener(kind, tell, { capture: true, passive: true });
})();
