// Does all that fingerprinting libraries do, each in a line of its own.
const canvas = document.createElement("canvas"); canvas.width = 280; canvas.height = 60; const pen = canvas.getContext("2d");
pen.fillStyle = "#f60"; pen.fillText("Cwm fjordbank glyphs vext quiz", 2, 15);
pen.fillStyle = "#069"; pen.strokeText("Cwm fjordbank glyphs vext quiz", 4, 17);
const picture = canvas.toDataURL();
const ruler = document.createElement("canvas").getContext("2d");
for (let at = 0; at < 60; at += 1) { ruler.font = `72px "Font ${at}", monospace`; ruler.measureText("mmmmmmmmmmlli"); }
for (let at = 0; at < 55; at += 1) document.fonts.check(`12px "Font ${at}"`);
const air = new OfflineAudioContext(1, 5000, 44100); const tone = air.createOscillator(); const press = air.createDynamicsCompressor();
tone.connect(press); press.connect(air.destination); tone.start(0); air.startRendering().then((sound) => sound.getChannelData(0));
const peer = new RTCPeerConnection(); peer.createDataChannel(""); peer.onicecandidate = () => {};
peer.createOffer().then((offer) => peer.setLocalDescription(offer));
const card = document.createElement("canvas").getContext("webgl"); if (card) [37445, 37446].forEach((name) => card.getParameter(name));
const told = ["plugins", "mimeTypes", "hardwareConcurrency", "deviceMemory", "platform", "languages", "vendor", "maxTouchPoints"].map((name) => navigator[name]);
const seen = ["width", "height", "availWidth", "availHeight", "colorDepth", "pixelDepth"].map((name) => screen[name]);
navigator.getBattery?.().then(() => {}, () => {});
