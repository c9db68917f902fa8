# Слова, которые нужны везде.
common-yes = Да
common-no = Нет
common-back = ‹ Назад
common-menu = ☰ Меню
common-refresh = ↻ Обновить
common-not-allowed = Этот раздел вам недоступен.
common-gone = Этого больше нет.
common-trouble = Сейчас что-то не отвечает. Мы уже пробуем ещё раз: ничего повторять не нужно.
common-fault = Что-то сломалось у нас. Мы уже записали это. Код: { $id }. Попробуйте ещё раз чуть позже.
common-share-location = 📍 Отправить геопозицию

common-month =
    { $month ->
        [1] Январь
        [2] Февраль
        [3] Март
        [4] Апрель
        [5] Май
        [6] Июнь
        [7] Июль
        [8] Август
        [9] Сентябрь
        [10] Октябрь
        [11] Ноябрь
       *[12] Декабрь
    } { $year }
common-weekday =
    { $day ->
        [1] Пн
        [2] Вт
        [3] Ср
        [4] Чт
        [5] Пт
        [6] Сб
       *[7] Вс
    }

role-client = клиент
role-executor = исполнитель
role-manager = менеджер
role-operator = оператор
role-partner = партнёр
role-admin = администратор
role-owner = владелец

command-menu = Главное меню
command-profile = Мой профиль
command-circle = Мой круг
command-faq = Вопросы и ответы
command-language = Язык
command-privacy = Мои данные
command-tokens = Ключи для своих программ
command-cancel = Отменить ввод
command-orders = Мои заказы
command-tours = Туры
command-staff = Панель сотрудника

common-money-rub = { $amount } ₽
common-money-uzs = { $amount } сум
