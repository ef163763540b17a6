// Plays the heat map of the body week by week. Place 0 of the slider is the whole range, as the server drew it.

const reduced = matchMedia("(prefers-reduced-motion: reduce)");
const LONGEST_PLAY = 40_000;
const FAILED = "The weeks could not be loaded. Try again.";

export function playHeatMap(section) {
  const controls = section.querySelector("[data-heat-controls]");
  if (!controls || controls.dataset.ready !== undefined) return;
  controls.dataset.ready = "";
  controls.hidden = false;
  const player = new Player(section, controls);
  player.slider.addEventListener("input", () => player.pauseAndShow());
  player.button.addEventListener("click", () => player.toggle());
}

class Player {
  constructor(section, controls) {
    this.section = section;
    this.slider = controls.querySelector("[data-heat-slider]");
    this.button = controls.querySelector("[data-heat-play]");
    this.status = controls.querySelector("[data-heat-status]");
    this.when = section.querySelector("[data-heat-when]");
    this.whole = { when: this.when.textContent, spots: new Map() };
    for (const words of section.querySelectorAll("[data-spot-words]")) {
      const key = words.dataset.spotWords;
      const css = section.querySelector(`.dot[data-spot="${key}"]`).classList[1];
      const radius = section.querySelector(`.heat-map__glow[data-spot="${key}"]`).getAttribute("r");
      this.whole.spots.set(key, [css, radius, words.textContent]);
    }
    this.slider.setAttribute("aria-valuetext", this.whole.when);
  }

  async load() {
    if (this.frames) return this.frames;
    const response = await fetch(this.section.dataset.heat);
    if (!response.ok) throw new Error(response.statusText);
    this.frames = await response.json();
    return this.frames;
  }

  async show() {
    const at = Number(this.slider.value);
    try {
      const frames = at === 0 ? null : await this.load();
      if (Number(this.slider.value) === at) this.draw(frames, at);
    } catch {
      this.fail();
    }
  }

  // Back to the whole range, which is there without asking the server.
  fail() {
    this.slider.value = 0;
    this.draw(null, 0);
    this.when.textContent = FAILED;
    this.pause();
  }

  draw(frames, at) {
    this.when.textContent = frames ? frames.labels[at - 1] : this.whole.when;
    this.slider.setAttribute("aria-valuetext", this.when.textContent);
    for (const key of this.whole.spots.keys()) {
      this.paint(key, ...(frames ? frames.spots[key][at - 1] : this.whole.spots.get(key)));
    }
  }

  paint(key, css, radius, words) {
    for (const mark of this.section.querySelectorAll(`[data-spot="${key}"]`)) {
      mark.classList.remove(...[...mark.classList].filter((name) => name.startsWith("pain-")));
      mark.classList.add(css);
      if (mark.matches(".heat-map__glow")) mark.setAttribute("r", radius);
    }
    const text = this.section.querySelector(`[data-spot-words="${key}"]`);
    text.textContent = words.charAt(0).toUpperCase() + words.slice(1);
  }

  pauseAndShow() {
    this.pause();
    this.show();
  }

  toggle() {
    if (this.timer) this.pause();
    else this.play();
  }

  play() {
    const weeks = Number(this.slider.max);
    if (Number(this.slider.value) === weeks) this.slider.value = 0;
    this.button.textContent = "Pause";
    const quickest = reduced.matches ? 1000 : Math.min(700, LONGEST_PLAY / weeks);
    this.timer = setInterval(() => this.step(), quickest);
    this.step();
  }

  step() {
    if (!this.section.isConnected || Number(this.slider.value) === Number(this.slider.max)) {
      this.pause();
      return;
    }
    this.slider.value = Number(this.slider.value) + 1;
    this.show();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.button.textContent = "Play";
    this.status.textContent = this.when.textContent;
  }
}
