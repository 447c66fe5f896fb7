// Rings for a new call: a tone and, where the person allowed it, a notification without patient data. The banner on the
// page is the call itself; nothing here may fail it.
const soundKey = 'unit-alert-sound';
let audio = null;

function read(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

function write(key, value) {
  try { localStorage.setItem(key, value); } catch { /* A browser without storage rings once per page instead. */ }
}

// Browsers give a page its voice only after the person has touched it.
function prepare() {
  if (audio || !window.AudioContext) return;
  audio = new AudioContext();
}
document.addEventListener('pointerdown', prepare, { once: true });
document.addEventListener('keydown', prepare, { once: true });

function tone(from, hertz) {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0.0001, audio.currentTime + from);
  gain.gain.exponentialRampToValueAtTime(0.3, audio.currentTime + from + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + from + 0.35);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(audio.currentTime + from);
  oscillator.stop(audio.currentTime + from + 0.4);
}

function sound(urgent) {
  if (!audio || audio.state !== 'running' || !soundOn()) return;
  (urgent ? [0, 0.45, 0.9] : [0, 0.45]).forEach((from, i) => tone(from, i % 2 ? 660 : 880));
}

// One notification for each alert: the same tag replaces it, also one that another tab of this browser has shown.
const standing = new Map();

function notify({ tag, sentence }) {
  if (!window.Notification || Notification.permission !== 'granted' || document.visibilityState === 'visible') return;
  const shown = new Notification(sentence, { tag, renotify: true, requireInteraction: true });
  shown.onclick = () => { window.focus(); shown.close(); };
  standing.set(tag, shown);
}

// Closes what is answered, here or on another device.
export function settle(unanswered) {
  for (const [tag, shown] of standing) {
    if (unanswered.includes(tag)) continue;
    shown.close();
    standing.delete(tag);
  }
}

export function soundOn() {
  return read(soundKey) !== 'off';
}

// True when this browser has not rung for these calls yet. Each call is { tag, sentence }; the tag is the alert's id.
export function ring(person, run, seq, urgent, calls) {
  const key = `unit-alert-rung:${person}`;
  const [rungRun, rungSeq] = (read(key) ?? '').split('/');
  if (rungRun === run && Number(rungSeq) >= seq) return false;
  write(key, `${run}/${seq}`);
  try {
    sound(urgent);
    calls.forEach(notify);
  } catch { /* The banner stands all the same. */ }
  document.dispatchEvent(new CustomEvent('unit-alert', { detail: { seq } }));
  return true;
}

export function switchSound() {
  write(soundKey, soundOn() ? 'off' : 'on');
  prepare();
  if (audio && soundOn()) audio.resume().then(() => sound(false));
  return soundOn();
}

export function notificationState() {
  return window.Notification ? Notification.permission : 'missing';
}

export async function allowNotifications() {
  return window.Notification ? await Notification.requestPermission() : 'missing';
}
