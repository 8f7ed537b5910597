// Texts of the month that are misread so far: said after `after` where that matters, and what they
// must come to. The lines that stand for them in the scripts say the same in other words.
export const pending = [
  { text: 'burger and fries 1100 cal', want: 'the calories are those of both together' },
  { text: 'steak and potatoes for dinner, 900 cal', want: 'the calories are those of both together' },
  { after: 'todo buy creatine', text: 'done buy creatine', want: 'closes the todo' },
  { after: 'todo renew gym membership', text: 'done renew gym membership', want: 'closes the todo' },
  { after: 'todo pay electric bill', text: 'done pay electric bill', want: 'closes the todo; logs no food' },
  { after: 'todo milk; todo order straps', text: 'done milk and order straps', want: 'closes both' },
  { text: 'add milk to my todo list', want: 'a todo that is called milk' },
  { after: 'drank 300 ml', text: 'I had lugaw 280 cal', want: 'a food; the water stays as it was' },
  { after: '3 eggs', text: 'make it 2', want: 'two eggs' },
  { after: 'drank 3 bottles', text: 'make it 2', want: 'two bottles' },
  { after: 'remind me every day at 9pm to take magnesium', text: "don't remind me to take magnesium anymore", want: 'deletes the reminder' },
  { after: 'remind me to call mom', text: 'lasagna 800 cal 40g protein', want: 'a food; the question stays open' },
  { after: 'calories today', text: "what's my best squat", want: 'the heaviest squat of all time' },
  { text: 'miles run this month', want: 'the distance of the runs' },
  { text: 'wifi password is Spree2031!', want: 'keeps the exclamation mark' },
  { text: 'currywurst', want: 'the food' },
  { text: 'mensa curry 640 kcal 24g protein', want: 'a food with these figures' },
  { text: 'brunch 900 kcal', want: 'a food with these figures' },
  { text: 'Ate a mango', want: 'a whole one, about 200 calories' },
];
