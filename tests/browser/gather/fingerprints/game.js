const board = document.createElement("canvas"); board.width = 640; board.height = 480; const brush = board.getContext("2d");
const score = document.createElement("canvas").getContext("2d"); score.fillStyle = "#fff"; score.fillText("Score 1234567890", 5, 5);
for (let frame = 0; frame < 500; frame += 1) { brush.fillRect(frame, 1, 5, 5); brush.getImageData(0, 0, 640, 48); brush.measureText("Score"); }
const pictures = [devicePixelRatio, screen.width, window.outerWidth, navigator.connection].length;
