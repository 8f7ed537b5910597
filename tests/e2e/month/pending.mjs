// Texts of the month that are misread so far: said after `after` where that matters, and what they
// must come to. The lines that stand for them in the scripts say the same in other words.
export const pending = [
  { after: 'todo buy creatine', text: 'done buy creatine', want: 'closes the todo' },
  { after: 'todo renew gym membership', text: 'done renew gym membership', want: 'closes the todo' },
  { after: 'todo pay electric bill', text: 'done pay electric bill', want: 'closes the todo; logs no food' },
  { after: 'todo milk; todo order straps', text: 'done milk and order straps', want: 'closes both' },
  { text: 'add milk to my todo list', want: 'a todo that is called milk' },
  { after: 'my shaker is 28oz; remind me to call dad at 6pm', text: 'shaker', want: 'water; the reminder stays as it was' },
  { after: 'my gym code is 4471', text: 'gym code is 5520 now', want: 'the new code counts' },
  { after: 'remind me every day at 9pm to take magnesium', text: "don't remind me to take magnesium anymore", want: 'deletes the reminder' },
  { after: 'calories today', text: "what's my best squat", want: 'the heaviest squat of all time' },
  { text: 'miles run this month', want: 'the distance of the runs' },
  { text: 'wifi password is Spree2031!', want: 'keeps the exclamation mark' },
];
