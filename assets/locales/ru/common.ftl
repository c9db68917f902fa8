common-yes = Да
