/** Pixels of a PNG for each of the figure: 300 a printed inch where the figure is 13 cm wide. */
const SCALE = 3;

/** The still picture in a frame as a file of its own, in the colors for paper. */
export function stillPicture(frame: HTMLElement, lightByName: Readonly<Record<string, string>>): string | undefined {
  const still = frame.querySelector('.still svg');
  if (still === null) return undefined;
  const svg = still.cloneNode(true) as SVGSVGElement;
  const { width, height } = svg.viewBox.baseVal;
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  const text = new XMLSerializer().serializeToString(svg);
  return text.replace(/var\(--([\w-]+)\)/g, (variable, name: string) => lightByName[name] ?? variable);
}

/** An SVG as PNG on white. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = SCALE * image.naturalWidth;
  canvas.height = SCALE * image.naturalHeight;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large'))), 'image/png');
  });
}
