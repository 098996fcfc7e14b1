// Draws the week as a picture for the house's page on Facebook. It is given public titles only, and draws nothing else.
const family = '"Atkinson Hyperlegible Next", system-ui, sans-serif';
const [paper, ink, soft, house, line] = ['#fbf8f2', '#1d2230', '#525a6b', '#0f4c5c', '#ded7c9'];
const [edge, top, bottom] = [28, 150, 574];
const sizes = [25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15];

export async function draw(canvas, json) {
  const week = JSON.parse(json);
  await Promise.all([400, 700].map(weight => document.fonts.load(`${weight} 20px ${family}`, 'ąęłóśżź')));
  const pen = canvas.getContext('2d');
  const font = (weight, size) => { pen.font = `${weight} ${size}px ${family}`; };
  const text = (words, x, y, colour) => { pen.fillStyle = colour; pen.fillText(words, x, y); };
  pen.textBaseline = 'top';
  pen.fillStyle = paper; pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = house; pen.fillRect(0, 0, canvas.width, 84);
  font(700, 36); text(week.house, edge, 24, '#fff');
  font(700, 30); text(week.week, canvas.width - edge - pen.measureText(week.week).width, 28, '#fff');

  const gap = 18;
  const width = (canvas.width - 2 * edge - gap * (week.days.length - 1)) / week.days.length;
  // A title is never cut: it wraps, and the letters of all days shrink together until the fullest day fits.
  const wrap = words => words.split(' ').reduce((rows, word) => {
    const longer = `${rows.at(-1)} ${word}`.trim();
    return pen.measureText(longer).width <= width || rows.at(-1) === '' ? [...rows.slice(0, -1), longer] : [...rows, word];
  }, ['']);
  const laid = size => week.days.map(day => {
    font(700, size);
    return day.lines.map(one => ({ ...one, rows: wrap(one.title), height: 0 })).map(one => ({ ...one, height: (one.rows.length + 1) * size * 1.16 + size * 0.55 }));
  });
  const tall = days => Math.max(0, ...days.map(lines => lines.reduce((sum, one) => sum + one.height, 0)));
  const size = sizes.find(size => tall(laid(size)) <= bottom - top) ?? sizes.at(-1);
  laid(size).forEach((lines, index) => {
    const day = week.days[index];
    const x = edge + index * (width + gap);
    font(700, 24); text(day.name, x, 98, house);
    font(400, 17); text(day.date, x, 124, soft);
    if (index > 0) { pen.fillStyle = line; pen.fillRect(x - gap / 2, 98, 1, bottom - 98); }
    let y = top + 4;
    if (day.shut) { font(400, size); for (const row of wrap(`nieczynne: ${day.shut}`)) { text(row, x, y, soft); y += size * 1.16; } }
    else if (!lines.length) { font(400, size); for (const row of wrap('Zapraszamy bez zapisów.')) { text(row, x, y, soft); y += size * 1.16; } }
    lines.forEach((one, at) => {
      const left = lines.length - at;
      if (y + one.height > bottom + size && left > 0) {
        if (y < bottom + size) { font(400, size); text(`i jeszcze ${left}`, x, y, soft); y = canvas.height; }
        return;
      }
      font(400, size * 0.86); text(`${one.time} · ${one.room}`, x, y, soft); y += size * 1.08;
      font(700, size); for (const row of one.rows) { text(row, x, y, ink); y += size * 1.16; }
      y += size * 0.63;
    });
  });
  font(400, 20); text(week.address, edge, 590, soft);
  const calls = 'Zapraszamy!';
  font(700, 20); text(calls, canvas.width - edge - pen.measureText(calls).width, 590, house);
}

export function save(canvas, name) {
  const link = document.createElement('a');
  link.download = name;
  link.href = canvas.toDataURL('image/png');
  link.click();
}
