// Puts objects into the global scope as JSON tells them; a name that ends in `()` becomes a function that gives its value.
//
// args: { globals }
(args) => {
  const made = (value) => {
    if (Array.isArray(value)) return value.map(made);
    if (value === null || typeof value !== "object") return value;
    const whole = {};
    for (const [name, inner] of Object.entries(value)) {
      const member = made(inner);
      if (name.endsWith("()")) whole[name.slice(0, -2)] = () => member;
      else whole[name] = member;
    }
    return whole;
  };
  for (const [name, value] of Object.entries(JSON.parse(args.globals))) window[name] = made(value);
  return true;
};
