// The airline's bookings: who paid for which seat, and as what. Names as the passengers typed them. A real airline asks its reservation system.

const DAY = 86_400_000;

/** Two bookings for tomorrow; the sandbox's wallet belongs to Budi Santoso. */
export function sandboxBookings() {
  const date = new Date(Date.now() + DAY).toISOString().slice(0, 10);
  const flight = { number: 'CA 101', from: 'Jakarta (CGK)', to: 'Denpasar (DPS)', date, time: '09:25' };
  return [
    {
      code: 'IKD4MQ',
      phone: '7720',
      flight,
      passengers: [
        { seat: '12A', kind: 'adult', name: 'Budi Santoso' },
        { seat: '12B', kind: 'child', name: 'Sari Santoso' },
        { seat: 'INF', kind: 'infant', name: 'Bima Santoso' },
      ],
    },
    { code: 'IKD8TR', phone: '3145', flight, passengers: [{ seat: '4C', kind: 'adult', name: 'Siti Rahayu' }] },
  ];
}
