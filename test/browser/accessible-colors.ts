/**
 * Finds text of less than 4.5:1 against its background (WCAG 2.2, 1.4.3), as the browser computes both; in the page.
 * Text of figures is filled, other text colored; the still picture under a live chart is not seen.
 */
export const FAINT_TEXT = `(() => {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const channels = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const linear = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const behind = (element) => {
    for (let one = element; one !== null; one = one.parentElement) {
      const color = channels(getComputedStyle(one).backgroundColor);
      if (color[3] > 250) return color;
    }
    return [255, 255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  let seen = 0;
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const text = texts.currentNode.data.trim();
    if (text === '' || element.getClientRects().length === 0) continue;
    if (element.closest('script,style,title,desc,.is-live .still') !== null) continue;
    const style = getComputedStyle(element);
    const [a, b] = [element.closest('svg') ? style.fill : style.color].map(channels).concat([behind(element)]).map(luminance);
    seen++;
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) faint.push(text.slice(0, 40));
  }
  return { seen, faint };
})()`;
