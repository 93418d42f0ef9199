// Reads QR codes through the camera: the browser's own reader, or a packed one where there is none.

const EACH = 150;
const SAME_CODE_AFTER = 4000;
const LONGEST_SIDE = 800;

async function ownReader() {
  if (!("BarcodeDetector" in window)) {
    return undefined;
  }
  const formats = await window.BarcodeDetector.getSupportedFormats();
  if (!formats.includes("qr_code")) {
    return undefined;
  }
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue;
}

async function packedReader(address) {
  const { decodeQR } = await import(address);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return undefined; // the library's way to say that there is no code in the picture
    }
  };
}

export class Camera {
  #video;
  #address;
  #stream;
  #last = { code: "", at: 0 };

  constructor(video, address) {
    this.#video = video;
    this.#address = address;
  }

  get isOn() {
    return this.#stream !== undefined;
  }

  async start(onCode) {
    this.#stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment" },
    });
    this.#video.srcObject = this.#stream;
    await this.#video.play();
    const read = (await ownReader()) ?? (await packedReader(this.#address));
    this.#look(read, onCode);
  }

  stop() {
    for (const track of this.#stream?.getTracks() ?? []) {
      track.stop();
    }
    this.#stream = undefined;
    this.#video.srcObject = null;
  }

  async #look(read, onCode) {
    while (this.isOn) {
      const code = this.#video.videoWidth ? await read(this.#video) : undefined;
      if (code && this.isOn && this.#isNew(code)) {
        onCode(code);
      }
      await new Promise((done) => setTimeout(done, EACH));
    }
  }

  #isNew(code) {
    const now = Date.now();
    const again = code === this.#last.code && now - this.#last.at < SAME_CODE_AFTER;
    this.#last = { code, at: now };
    return !again;
  }
}
