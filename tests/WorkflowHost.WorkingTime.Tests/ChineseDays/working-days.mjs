// Prints every day from the first to the last argument (yyyy-MM-dd, both included) with 1 for a working day, else 0.
import chineseDays from 'chinese-days';

const [first, last] = process.argv.slice(2).map((day) => Date.parse(`${day}T00:00:00Z`));
const lines = [];
for (let time = first; time <= last; time += 24 * 60 * 60 * 1000) {
  const day = new Date(time).toISOString().slice(0, 10);
  lines.push(`${day} ${chineseDays.isWorkday(day) ? 1 : 0}`);
}

process.stdout.write(lines.join('\n'));
