// Days and times as people here write them.

const ZONE = "Asia/Ho_Chi_Minh";
const dayOf = new Intl.DateTimeFormat("vi-VN", {
  weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: ZONE,
});
const timeOf = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
const shortDayOf = new Intl.DateTimeFormat("vi-VN", { day: "2-digit", month: "2-digit", timeZone: ZONE });

export const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);
export const shortDay = (moment) => shortDayOf.format(moment).replace("-", "/");
export const day = (moment) => capital(dayOf.format(moment));
export const time = (moment) => timeOf.format(moment);
