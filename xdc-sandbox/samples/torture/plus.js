const plus = (number) => number + 22;
