statistics-open = 📈 Статистика
statistics-head = <b>{ $title }</b>
statistics-title-today = Заказы за сегодня
statistics-title-week = Заказы за 7 дней
statistics-title-month = Заказы за 30 дней
statistics-period-today = Сегодня
statistics-period-week = 7 дней
statistics-period-month = 30 дней
statistics-funnel =
    <b>Из отправленных заявок</b>
    Отправлено: { $submitted }
    Получили цену: { $priced }
    Оплачены: { $paid }
    Сданы: { $delivered }
    Завершены: { $completed }
statistics-part = { $count } ({ $percent } %)
statistics-endings =
    <b>Закончилось за это время</b>
    Завершено: { $completed }, отменено: { $cancelled }
    С возвратом: { $refunded }, истекло: { $expired }
statistics-sums =
    <b>Деньги</b>
    Пришло: { $received }
    К возврату: { $returned }
    Платформе с принятых работ: { $income }
    Исполнителям с принятых работ: { $executors }
statistics-times =
    <b>В среднем</b>
    До цены: { $quote }
    От оплаты до сдачи: { $deliver }
statistics-days = { $days } д { $hours } ч
statistics-hours = { $hours } ч { $minutes } мин
statistics-kinds = <b>Чаще всего заказывают</b>
statistics-executors = <b>Больше всех завершили</b>
statistics-row = { $name }: { $count }
statistics-chart = 📊 График
statistics-chart-submitted = Отправлено
statistics-chart-paid = Оплачено
statistics-file =
    { $count ->
        [one] { $title }: { $count } строка.
        [few] { $title }: { $count } строки.
       *[other] { $title }: { $count } строк.
    }
statistics-sheet = Заказы
statistics-column-id = Номер
statistics-column-kind = Вид помощи
statistics-column-status = Статус
statistics-column-subject = Предмет
statistics-column-client = Заказчик, №
statistics-column-executor = Исполнитель, №
statistics-column-submitted = Отправлен
statistics-column-quoted = Цена названа
statistics-column-paid = Оплачен
statistics-column-delivered = Сдан
statistics-column-ended = Закончен
statistics-column-due = Срок
statistics-column-price = Цена
statistics-column-received = Оплачено
statistics-column-returned = Возвращено
