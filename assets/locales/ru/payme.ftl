# Ответы Payme: их читает плательщик.
payme-error-post = Нужен метод POST
payme-error-parse = Запрос не читается
payme-error-envelope = В запросе не хватает полей или они другого типа
payme-error-method = Такого метода нет
payme-error-forbidden = Недостаточно прав
payme-error-system = Системная ошибка
payme-error-amount = Сумма не совпадает с бронью
payme-error-transaction = Транзакция не найдена
payme-error-delivered = Тур уже начался, отменить оплату нельзя
payme-error-impossible = Операция невозможна
payme-error-busy = Эту бронь уже оплачивают
payme-error-unknown = Бронь не найдена
payme-error-paid = Бронь уже оплачена
payme-error-over = Бронь отменена или её срок истёк
